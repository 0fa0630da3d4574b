"""Words: what the model is. Nothing here computes a month; see MODEL.md in this folder."""
