"""The user's folders by the XDG rules."""

import os
from collections.abc import Mapping

NAME = "inroad"


def folder(environment: Mapping[str, str], variable: str, fallback: str) -> str:
    """The user's folder of one kind."""
    base = environment.get(variable, "")
    home = os.path.expanduser(environment.get("HOME") or "~")  # noqa: PTH111 pathlib costs each command 3 ms
    return f"{base if base.startswith('/') else f'{home}/{fallback}'}/{NAME}"


def config_file(environment: Mapping[str, str]) -> str:
    """Where config.toml lies."""
    return folder(environment, "XDG_CONFIG_HOME", ".config") + "/config.toml"


def data_folder(environment: Mapping[str, str]) -> str:
    """Where the database lies by default."""
    return folder(environment, "XDG_DATA_HOME", ".local/share")


def state_folder(environment: Mapping[str, str]) -> str:
    """Where drafts and logs lie."""
    return folder(environment, "XDG_STATE_HOME", ".local/state")


def cache_folder(environment: Mapping[str, str]) -> str:
    """Where what can be made anew lies."""
    return folder(environment, "XDG_CACHE_HOME", ".cache")
