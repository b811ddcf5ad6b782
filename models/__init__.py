"""The method and its data: pure rules, tables, reads and writes; nothing here draws or prints."""
