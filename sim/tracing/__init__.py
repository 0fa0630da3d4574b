"""The month run once on symbols: its operations in order, for any printer."""
