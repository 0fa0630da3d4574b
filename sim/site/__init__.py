"""The site: pages of `docs/`, the registry, lessons and public names, as one folder of HTML.

`python -m sim.site.build` makes it from a working copy. Only lessons run the model.
"""
