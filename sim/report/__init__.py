"""Results in, one page out: numbers in words, tables, files."""
