"""The model for a browser: two more printers of the month's trace, and worlds as packed data."""
