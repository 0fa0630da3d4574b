"""Questions put to the model: each runs worlds, reads them, and says what came of it."""
