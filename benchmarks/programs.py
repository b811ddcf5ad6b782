"""The programs that are measured side by side: inroad on databases of several sizes, and what it is compared with."""

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from benchmarks.databases import DAY, Data
from benchmarks.maker import BIG
from benchmarks.ptybench import Program, Session

ROOT = Path(__file__).parents[1]
BARE = "bare Textual"
TYPED = ("局", "港务", "gs", "zhong", "qqx", "缺缺")
"""What is typed into the filter and the finder: a character and two, initials, pinyin, and what nothing answers."""
TYPING = 0.35
"""Seconds of silence after a letter, enough for what comes when the cursor rests on the first row found."""
FACES = ("S", "V", "D", "Q", "H", "B")
REFERENCES = ("less", "vim", "tig", "neomutt", "vd", "harlequin", "posting")
"""Programs to compare with where they are installed: four in C, three in Python."""


def surroundings(home: str, database: Path | str) -> dict[str, str]:
    """An environment in which inroad finds only what the benchmark made, and Python keeps what it compiled."""
    places = {f"XDG_{name}_HOME": f"{home}/{name.lower()}" for name in ("DATA", "STATE", "CONFIG", "CACHE")}
    own = {"HOME": home, "PYTHONPATH": str(ROOT), "INROAD_DB": str(database), "LANG": "zh_CN.UTF-8"}
    return own | places | {"PYTHONPYCACHEPREFIX": f"{home}/compiled"}


def whole_surroundings(home: str, database: Path | str) -> dict[str, str]:
    """The same for a process that is not in a terminal of ours."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return inherited | surroundings(home, database) | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


def inroad(*words: str) -> list[str]:
    """The command line that runs inroad: as installed, else out of this folder."""
    script = Path(sys.executable).parent / "inroad"
    door = [str(script)] if script.exists() else [sys.executable, "-c", "from tui.main import run; run()"]
    return [*door, "--today", DAY.isoformat(), *words]


def bare(home: str) -> Program:
    """The least a Textual program can be."""
    env: Mapping[str, str | None] = {**surroundings(home, ""), "PYTHONDONTWRITEBYTECODE": None}
    hello = [sys.executable, str(ROOT / "benchmarks/hello.py")]
    return Program(BARE, hello, "Hello, ready", partial(_short, keys=("j", "k", "x", "y")), env=env)


def own(home: str, data: Data, rounds: int) -> Program:
    """inroad on one database."""
    env: Mapping[str, str | None] = {**surroundings(home, data.path), "PYTHONDONTWRITEBYTECODE": None}
    return Program(data.title, inroad(), "跟进客户", partial(tour, rounds=rounds), leave=("<c-q>",), env=env)


def tour(session: Session, rounds: int) -> None:
    """Through Today, the list, the filter, the finder and the big account."""
    session.go("2", "1", quiet=0.5)
    for _ in range(rounds):
        session.press("to the list", "2", 0.3)
        session.press("to Today", "1", 0.3)
    session.go("2", quiet=1)
    _walk(session, rounds)
    for place, key in (("filter", "/"), ("find", "f")):
        for text in TYPED * rounds:
            session.go(key)
            session.shows("^ [/>]")
            for letter in text:
                session.press(f"{place} {text}", letter, TYPING)
            session.shows(text)
            session.go("<esc>", quiet=0.8)
    _big(session, rounds)
    session.memory("after all")


def _walk(session: Session, rounds: int) -> None:
    """Up and down the list."""
    for _ in range(15 * rounds):
        for key in ("<down>", "<down>", "<up>"):
            session.press("step", key)
    session.hold("held", "<down>", 60)
    for _ in range(3 * rounds):
        for key in ("<pgdn>", "<pgdn>", "<pgup>"):
            session.press("page", key)
    session.go("<home>", quiet=0.5)
    for _ in range(rounds):
        session.press("to the end", "<end>")
        session.press("to the beginning", "<home>")


def _big(session: Session, rounds: int) -> None:
    """Open the big account, leave it for the next and come back, look at its faces."""
    for _ in range(rounds):
        session.go("f", BIG[:2], quiet=0.5)
        session.press("big account, found", "<enter>", 0.4)
        session.go("]", quiet=0.5)
        session.press("big account, stepped to", "[", 0.4)
        for face in FACES:
            session.press(f"big account, face {face}", face, 0.4)
        session.go("2", "<home>", quiet=0.6)


def references(home: str, tools: Sequence[Path]) -> tuple[list[Program], list[str]]:
    """The other programs, and the names of those that are not installed."""
    found = {name: program for name in REFERENCES if (program := _reference(name, Path(home), tools))}
    return list(found.values()), [name for name in REFERENCES if name not in found]


def _reference(name: str, home: Path, tools: Sequence[Path]) -> Program | None:
    path = _installed(name, tools)
    if path is None or (name == "tig" and not (ROOT / ".git").exists()):
        return None
    arguments, wait, keys, leave = _HOW[name](home)
    env = {"HOME": str(home), "LANG": "C.UTF-8", "LESSCHARSET": "utf-8", "PYTHONDONTWRITEBYTECODE": None}
    return Program(name, [path, *arguments], wait, partial(_short, keys=keys), leave, env, quiet=0.3)


def _installed(name: str, tools: Sequence[Path]) -> str | None:
    """Where a program is: in one of the folders, in an environment in it, or on the PATH."""
    inside = (place for folder in tools for place in (folder, folder / "bin", *sorted(folder.glob("*/bin"))))
    places = os.pathsep.join([*map(str, inside), os.environ.get("PATH", os.defpath)])
    return shutil.which(name, path=places)


def _short(session: Session, keys: Sequence[str]) -> None:
    """A few steps, a few pages where there are pages, and a while of nothing."""
    down, up, *pages = keys
    for _ in range(4):
        for key in (down, down, up):
            session.press("step", key)
    session.hold("held", down, 60)
    for page, back in [pages] * 2 if pages else ():
        for key in (page, page, back):
            session.press("page", key)
    session.idle("idle", 2)
    session.memory("after all")


LIST = ("j", "k", "<c-f>", "<c-b>")
ARROWS = ("<down>", "<up>", "<pgdn>", "<pgup>")
LETTERS = ("a", "b")
_How = tuple[list[str], str, Sequence[str], Sequence[str]]
"""Arguments; what shows when it is ready; keys down and up, and by the page; what ends it."""


def _text(home: Path, name: str, lines: int = 10_000) -> str:
    """A file of so many lines."""
    path = home / name
    rows = (f"{number},廊坊城东供电局{number},鞍山博佳钢铁有限公司,工程师" for number in range(lines))
    path.write_text("\n".join(["编号,客户,上级单位,职务", *rows]), "utf-8")
    return str(path)


def _mails(home: Path) -> str:
    """A box of a thousand mails."""
    (home / "Mail").mkdir(exist_ok=True)
    head = "From a@b.cn Mon Nov 23 00:00:00 2026\nFrom: a@b.cn\nDate: Mon, 23 Nov 2026 00:00:00 +0800\n"
    path = home / "mails"
    path.write_text("".join(f"{head}Subject: mail {number}\n\ntext\n\n" for number in range(1000)))
    return str(path)


def _less(home: Path) -> _How:
    return [_text(home, "list.txt")], "廊坊城东", LIST, ("q",)


def _vim(home: Path) -> _How:
    return ["-u", "NONE", "-n", _text(home, "list.txt")], "廊坊城东", LIST, (":q!", "<enter>")


def _tig(_: Path) -> _How:
    return [], r"\[main\]", ARROWS, ("q",)


def _neomutt(home: Path) -> _How:
    return ["-n", "-F", "/dev/null", "-R", "-f", _mails(home)], "mail 1", ARROWS, ("x",)


def _visidata(home: Path) -> _How:
    return [_text(home, "list.csv")], "廊坊城东", ARROWS, ("q",)


def _harlequin(_: Path) -> _How:
    return ["-a", "sqlite", ":memory:"], "Catalog", LETTERS, ("<c-q>",)


def _posting(home: Path) -> _How:
    (home / "requests").mkdir(exist_ok=True)
    return ["--collection", str(home / "requests")], "Collection", LETTERS, ("<c-c>",)


_HOW: dict[str, Callable[[Path], _How]] = {
    "less": _less, "vim": _vim, "tig": _tig, "neomutt": _neomutt, "vd": _visidata, "harlequin": _harlequin,
    "posting": _posting,
}  # fmt: skip
