"""The strategy of an account in words: a module for each group of sections of its face, and for its printed plan."""
