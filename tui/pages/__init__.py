"""Pages: answers as lines of spans, for the shell and the screens alike; no Textual, no Rich."""
