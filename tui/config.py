"""What the user chose: config.toml, the environment and the command line, as one frozen value."""

import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from tui import words
from tui.folders import config_file, data_folder


class BadConfig(Exception):
    """The settings file cannot be used: `code` says why (`shell.config.<code>`), `path` and `detail` where."""

    def __init__(self, code: str, path: str, detail: str = "") -> None:
        super().__init__(code, path, detail)
        self.code = code
        self.path = path
        self.detail = detail


class Config(NamedTuple):
    """Settings of this user on this machine; those of the team are in the database."""

    database: str
    language: str
    theme: str = "dark"
    ascii: bool = False
    mouse: bool = False
    kitty: bool = False
    display: str = "lean"
    """`stock` sends whole lines, for a terminal that shows odd things otherwise."""
    keys: Mapping[str, str] = MappingProxyType({})
    """Ids of keys and the keys that shall do them instead."""


def load(environment: Mapping[str, str], **given: str | bool | None) -> Config:
    """The settings in force: what was given, else the environment, else the file, else the defaults.

    Raises BadConfig.
    """
    path = config_file(environment)
    stored = _read(path)
    chosen = {name: value for name, value in given.items() if value is not None}
    database = environment.get("INROAD_DB") or stored.get("database")
    language = environment.get("INROAD_LANG") or stored.get("language") or ""
    base = Config(
        database=str(database or f"{data_folder(environment)}/inroad.db"),
        language=words.matched(str(language)) or words.from_environment(environment),
        theme=str(stored.get("theme", "dark")),
        ascii=bool(stored.get("ascii", False)) or environment.get("TERM") == "linux",
        mouse=bool(stored.get("mouse", False)),
        kitty=bool(stored.get("kitty", False)) or environment.get("INROAD_KITTY") == "1",
        display="stock" if "stock" in [environment.get("INROAD_DISPLAY"), stored.get("display")] else "lean",
        keys=_keys(stored, path),
    )
    config = Config(**{**base._asdict(), **chosen})
    if "\0" in config.database:
        raise BadConfig("value", path, "database")
    return config


def _read(path: str) -> dict[str, Any]:
    try:
        with open(path, "rb") as file:
            text = file.read()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except IsADirectoryError as wrong:
        raise BadConfig("folder", path) from wrong
    except OSError as wrong:
        raise BadConfig("denied", path) from wrong
    import tomllib  # only a user with a settings file pays for the parser

    try:
        return tomllib.loads(text.decode("utf-8-sig"))
    except UnicodeDecodeError as wrong:
        raise BadConfig("encoding", path) from wrong
    except (ValueError, RecursionError) as wrong:
        line = str(wrong).rpartition("(at line ")[2].partition(",")[0]
        raise BadConfig("line" if line.isdigit() else "syntax", path, line) from wrong


def _keys(stored: Mapping[str, Any], path: str) -> dict[str, str]:
    keys = stored.get("keys", {})
    if not isinstance(keys, dict) or not all(isinstance(v, str) for v in keys.values()):
        raise BadConfig("keys", path)
    return dict(keys)


def user() -> str:
    """The login of who sits here; the number of a user without one, as in a container."""
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def remember(environment: Mapping[str, str], **chosen: str) -> None:
    """Write choices into config.toml, keeping everything else in it as it is. Raises OSError."""
    from pathlib import Path  # only who changes a setting pays for it, and for tomlkit

    import tomlkit

    path = Path(config_file(environment))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    document = tomlkit.parse(path.read_text("utf-8-sig")) if path.exists() else tomlkit.document()
    document.update(chosen)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_text(tomlkit.dumps(document), "utf-8")
    part.replace(path)
