"""Ways of asking, for any world: statements under common luck, maps of an effect, kept parts.

Nothing here names a world, a leader, an article or a month.
"""
