"""Tests on a real pseudo-terminal: what a user's terminal gets to see, byte by byte."""
