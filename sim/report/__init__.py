"""Results in, one page out: a template, its numbers in words, and two files that say the same."""
