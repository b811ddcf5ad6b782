"""How keys are written for people: one name for each, in the footer, the help, the palette and `inroad keys`."""

from tui.words import t

_SIGNS = {
    "question_mark": "?", "colon": ":", "less_than_sign": "<", "greater_than_sign": ">", "comma": ",",
    "full_stop": ".", "left_square_bracket": "[", "right_square_bracket": "]", "slash": "/", "escape": "Esc",
    "backslash": "\\", "pagedown": "PgDn", "pageup": "PgUp", "tab": "Tab", "semicolon": ";", "minus": "-",
    "up": "↑", "down": "↓", "left": "←", "right": "→", "plus": "+", "equals_sign": "=", "asterisk": "*",
    "number_sign": "#", "exclamation_mark": "!", "quotation_mark": '"', "apostrophe": "'", "ampersand": "&",
    "dollar_sign": "$", "percent_sign": "%", "left_parenthesis": "(", "right_parenthesis": ")", "at": "@",
    "circumflex_accent": "^", "underscore": "_", "grave_accent": "`", "vertical_line": "|", "tilde": "~",
}


def named(key: str) -> str:
    """One key as people of the language in use write it: 回车, Enter, Ctrl+S, ?."""
    *with_, last = key.split("+")
    words = {"enter": t("keyname.enter"), "space": t("keyname.space")}
    name = words.get(last) or _SIGNS.get(last) or (last if len(last) == 1 else last.capitalize())
    return "+".join([*(part.capitalize() for part in with_), name.upper() if with_ and len(name) == 1 else name])


def listed(keys: str) -> str:
    """Keys that do the same, those of a Chinese input method left out."""
    return " ".join(named(part) for part in keys.split(",") if part.isascii())
