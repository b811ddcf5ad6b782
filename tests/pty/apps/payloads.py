"""Text that wants to act on the terminal: one string of everything."""

PAYLOADS = (
    "\x1b[2J\x1b[31m",
    "\x1b]52;c;ZXZpbA==\x07",
    "\x1b]0;owned\x1b\\",
    "\x9b31m",
    "\x9d52;c;ZQ==\x9c",
    "\x00\x08\x7f",
    "\r\n\x0b\x0c",
    "\u202egnp.exe\u202c",
    "\u2066hidden\u2069",
    "\u200b\u200e\ufeff\u2060",
    "\x1bP+q544e\x1b\\",
    "\x0e\x0f\x1b(0",
    "\ud800\u2028\u061c",
)
TEXT = "华" + "".join(PAYLOADS) + "北局"
