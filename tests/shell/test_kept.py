"""The kept code of a start: used where it is true, passed over where anything about it has changed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

LOAD = (
    "import json, os, sys\nfrom tui import kept\nfound = kept.use(os.environ)\n"
    "import thing, thing.part\nkept.keep(found)\n"
    "print(json.dumps([type(thing.__spec__.loader).__name__, thing.VALUE, thing.part.VALUE, thing.part.__file__]))"
)


class Start:
    """A package of two modules, and a process that imports them with the code it finds kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.package = folder / "path" / "thing"
        self.package.mkdir(parents=True)
        self.write("__init__", 1)
        self.write("part", 2)
        self.env = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache"), "PYTHONPATH": str(self.package.parent)}
        self.env.pop("PYTHONDONTWRITEBYTECODE", None)

    @property
    def file(self) -> Path:
        return next((self.folder / "cache" / "inroad").glob("start-*.code"))

    def write(self, module: str, value: int) -> None:
        (self.package / f"{module}.py").write_text(f"VALUE = {value}\n")

    def run(self, **env: str) -> tuple[bool, int, int]:
        """Whether the code was taken from the file, and the values of both modules."""
        done = subprocess.run(
            [sys.executable, "-c", LOAD], env={**self.env, **env}, capture_output=True, text=True, check=True
        )
        loader, value, part, file = json.loads(done.stdout)
        assert file == str(self.package / "part.py")
        return loader == "_Loader", value, part


@pytest.fixture
def start(tmp_path: Path) -> Start:
    return Start(tmp_path)


@pytest.fixture
def kept(start: Start) -> Start:
    """A start of which the code is kept."""
    assert start.run() == (False, 1, 2)
    assert start.run() == (True, 1, 2)
    return start


def test_it_is_the_users_own(kept: Start) -> None:
    assert kept.file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in kept.file.parent.iterdir()] == [kept.file.name]


def test_a_source_that_changed_is_read_anew_and_the_rest_is_not(kept: Start) -> None:
    kept.write("part", 30)
    assert kept.run() == (True, 1, 30)
    kept.write("__init__", 10)
    assert kept.run() == (False, 10, 30)
    assert kept.run() == (True, 10, 30)


def test_a_module_that_is_gone_is_gone(kept: Start) -> None:
    (kept.package / "part.py").unlink()
    with pytest.raises(subprocess.CalledProcessError) as failed:
        kept.run()
    assert "ModuleNotFoundError" in failed.value.stderr


SPOILT = [b"", b"inroad", b"inroad-1\n", b"inroad-1\n99999999999999\n", bytes(range(256)) * 4]


@pytest.mark.parametrize("spoilt", SPOILT)
def test_a_file_that_is_no_such_file_is_passed_over_and_made_anew(kept: Start, spoilt: bytes) -> None:
    kept.file.write_bytes(spoilt)
    assert kept.run() == (False, 1, 2)
    assert kept.run() == (True, 1, 2)


def test_a_file_that_ends_too_early_is_passed_over(kept: Start) -> None:
    whole = kept.file.read_bytes()
    kept.file.write_bytes(whole[: len(whole) // 2])
    assert kept.run() == (False, 1, 2)


def test_a_file_others_may_write_is_not_trusted(kept: Start) -> None:
    kept.file.chmod(0o666)
    assert kept.run() == (False, 1, 2)


def test_a_link_is_not_followed(kept: Start, tmp_path: Path) -> None:
    kept.file.rename(tmp_path / "elsewhere")
    (kept.folder / "cache" / "inroad" / "start-cpython-0.code").touch()
    name = f"start-{sys.implementation.cache_tag}.code"
    (kept.folder / "cache" / "inroad" / name).symlink_to(tmp_path / "elsewhere")
    assert kept.run() == (False, 1, 2)


def test_another_path_finds_its_own_modules(kept: Start) -> None:
    other = Start(kept.folder / "other")
    other.env["XDG_CACHE_HOME"] = kept.env["XDG_CACHE_HOME"]
    other.write("part", 7)
    assert other.run() == (False, 1, 7)


def test_nothing_is_written_where_no_code_shall_be_written(start: Start) -> None:
    assert start.run(PYTHONDONTWRITEBYTECODE="1") == (False, 1, 2)
    assert not (start.folder / "cache").exists()


def test_where_it_cannot_be_written_nothing_is_said(start: Start) -> None:
    (start.folder / "cache").write_text("a file where a folder should be")
    assert start.run() == (False, 1, 2)
    assert start.run() == (False, 1, 2)
