"""The fences: what may be loaded, imported, coloured, bound and shown, as tests that notice a step over."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from textual.app import App
from textual.color import Color, ColorParseError
from textual.theme import Theme

import themes
from tui import keymap, words
from tui.keys import EVERYWHERE
from tui.stance_moves import KEYS

ROOT = Path(__file__).parents[1]
SOURCES = ("tui", "models", "themes")
LONGEST_FILE, LONG_FILE = 450, 300
LONGEST_FUNCTION, LONG_FUNCTION = 60, 30
TABLES_OF_DATA = {"models/rules/vocabulary.py"}
"""Files that are nothing but enumerations, for which a limit of lines says nothing."""


@cache
def trees(*folders: str) -> dict[str, ast.Module]:
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8")) for path in paths}


# What is loaded -------------------------------------------------------------------------------------------


def loaded(code: str, *argv: str) -> set[str]:
    """The modules a fresh process has loaded after the code."""
    telling = "' '.join(name for name, found in sys.modules.items() if found and type(found).__name__ != 'Later')"
    told = f"{code}\nimport sys\nsys.stderr.write('loaded: ' + {telling})"
    done = subprocess.run([sys.executable, "-c", told, *argv], capture_output=True, text=True, cwd=ROOT, check=True)
    return set(done.stderr.rpartition("loaded: ")[2].split())


def heads(modules: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


def test_rules_load_nothing_but_the_standard_library() -> None:
    rules = sorted(path.stem for path in (ROOT / "models" / "rules").glob("*.py"))
    found = heads(loaded("\n".join(f"import models.rules.{name}" for name in rules if name != "__init__")))
    assert found & {"peewee", "playhouse", "textual", "sqlite3", "pysqlite3", "rich", "tui", "themes"} == set()
    assert found - sys.stdlib_module_names - {"models", "__main__", "_distutils_hack", "sitecustomize"} <= site()


@cache
def site() -> set[str]:
    """What any Python here has loaded before our first line, editable installs and coverage among it."""
    return heads(loaded(""))


def test_rules_name_nothing_but_the_standard_library_and_themselves() -> None:
    named = {
        (where, name)
        for where, tree in trees("models/rules").items()
        for node in ast.walk(tree)
        for name in _imported(node)
    }
    allowed = {*sys.stdlib_module_names} - {"sqlite3", "socket", "subprocess"}
    outside = {(w, n) for w, n in named if n.partition(".")[0] not in allowed and not n.startswith("models.rules")}
    assert outside == set()


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.fixture(scope="module")
def worked_cases(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("house") / "cases.db")
    run = "import sys; from tui.main import main; sys.exit(main(sys.argv[1:]))"
    making = ["--lang", "zh", "--db", path, "init", "--demo"]
    subprocess.run([sys.executable, "-c", run, *making], cwd=ROOT, check=True, capture_output=True)
    return path


def test_a_brief_in_the_shell_loads_no_screens_and_nothing_else_that_is_slow(worked_cases: str) -> None:
    brief = "assert main(['--db', sys.argv[1], 'brief', '华北局', '--json']) == 0"
    run = f"import sys; from tui import later; later.put_off(); from tui.main import main; {brief}"
    found = heads(loaded(run, worked_cases))
    assert "peewee" in found
    assert found & {"textual", "pypinyin", "psycopg", "psycopg2", "babel", "asyncio", "rich", "docx", "lxml"} == set()


def test_the_screens_load_nothing_that_none_of_them_uses() -> None:
    found = loaded("from tui import later; later.put_off(); import tui.app, tui.panes.today, tui.driver")
    assert "textual.app" in found
    unused = {"textual.command", "textual.widgets._select", "textual.widgets._directory_tree", "platformdirs"}
    assert found & {*unused, "typing_extensions", "ssl", "_ssl", "uuid", "mimetypes", "_sqlite3"} == set()


def test_the_front_door_alone_loads_neither_the_database_nor_the_screens() -> None:
    assert heads(loaded("import tui.main")) & {"peewee", "textual", "rich", "asyncio"} == set()
    version = "from tui.main import main; assert main(['--version']) == 0"
    assert heads(loaded(version)) & {"peewee", "pysqlite3", "sqlite3", "textual", "rich", "asyncio"} == set()


# What may be imported -------------------------------------------------------------------------------------

PLANTS = {
    "Screens and shell over models and looks, never the other way": ("models/reads/team.py", "tui.words"),
    "Inside models: each layer leans on those below it": ("models/reads/today.py", "models.writes.daily"),
    "Rules lean on nothing but the standard library and each other": ("models/rules/text.py", "peewee"),
    "Screens and shell never see a table": ("tui/lines.py", "models.tables"),
    "All but the screens runs without Textual": ("tui/words.py", "textual"),
    "Inside tui: app over screens over panes over modals over widgets": ("tui/widgets/entry.py", "tui.screens.blank"),
    "Panes know nothing of each other": ("tui/panes/today.py", "tui.panes.team"),
}
"""For each contract a file and what it must not import."""


@pytest.fixture(scope="module")
def linted(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the linter says of a copy of the tree in which every contract is broken once."""
    copy = tmp_path_factory.mktemp("planted")
    for folder in SOURCES:
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__", "locale"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    for file, module in PLANTS.values():
        with (copy / file).open("a", encoding="utf-8") as source:
            source.write(f"\nimport {module}\n")
    linter = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(linter, cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    return re.sub(r"\x1b\[[0-9;]*m", "", done.stdout)


def test_every_contract_has_a_plant() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert {contract["name"] for contract in told["tool"]["importlinter"]["contracts"]} == PLANTS.keys()


@pytest.mark.parametrize("contract", PLANTS)
def test_a_contract_bites(linted: str, contract: str) -> None:
    file, module = PLANTS[contract]
    assert f"{contract} BROKEN" in linted
    section = linted[linted.index(f"{contract}\n-") :]
    planted = f"{file.removesuffix('.py').replace('/', '.')} -> {module}"
    assert planted in section


def test_no_dependency_owns_the_names_of_our_packages() -> None:
    owners = packages_distributions()
    assert {name: set(owners.get(name, ())) - {"inroad"} for name in SOURCES} == {name: set() for name in SOURCES}


# Colours --------------------------------------------------------------------------------------------------


@cache
def stylesheets() -> dict[str, str]:
    """Every stylesheet: app.tcss, and the CSS in the source."""
    found = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in (ROOT / "tui").rglob("*.tcss")}
    for where, tree in trees("tui").items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
                names = {getattr(target, "id", "") for target in node.targets}
                if names & {"CSS", "DEFAULT_CSS"}:
                    found[f"{where}:{node.lineno}"] = str(node.value.value)
    return found


def test_every_theme_fills_the_same_slots() -> None:
    told = {name: tomllib.loads((ROOT / "themes" / f"{name}.toml").read_text("utf-8")) for name in themes.NAMES}
    assert {path.stem for path in (ROOT / "themes").glob("*.toml")} == set(themes.NAMES)
    for name, theme in told.items():
        assert set(theme["roles"]) == {*themes.ROLES, *themes.VARIABLES}, name
        assert set(theme["roles"].values()) <= theme["palette"].keys(), name


def test_every_variable_of_a_stylesheet_is_there_in_every_theme() -> None:
    app = App[None]()
    for name in themes.NAMES:
        app.register_theme(Theme(**themes.load(name)))
    for name in themes.NAMES:
        app.theme = name
        known = app.get_css_variables() | app.theme_variables
        used = {(where, each) for where, css in stylesheets().items() for each in re.findall(r"\$([\w-]+)", css)}
        assert len(used) > 20
        assert {(where, each) for where, each in used if each not in known} == set(), name


def test_no_stylesheet_has_a_colour_of_its_own() -> None:
    hard = [
        f"{where}: {name}: {value}"
        for where, css in stylesheets().items()
        for name, value in re.findall(r"([\w-]+)\s*:\s*([^;{}]+)[;}]", css)
        for word in re.findall(r"#?[\w-]+(?:\([^)]*\))?", re.sub(r"\$[\w-]+", "", value))
        if _is_colour(name, word)
    ]
    assert hard == []


def _is_colour(name: str, word: str) -> bool:
    coloured = re.search("color|background|border|outline|tint|hatch|scrollbar-c|scrollbar-b", name)
    if word in ("transparent", "none") or not coloured:
        return bool(re.match(r"#[0-9a-fA-F]{3,8}$|rgba?\(|hsla?\(", word))
    try:
        Color.parse(word)
    except ColorParseError:
        return False
    return True


def test_the_check_for_colours_sees_each_way_to_name_one() -> None:
    assert _is_colour("color", "red")
    assert _is_colour("background", "#14171c")
    assert _is_colour("border", "ansi_green")
    assert _is_colour("width", "rgb(1,2,3)")
    assert not _is_colour("color", "transparent")
    assert not _is_colour("border", "vkey")
    assert not _is_colour("text-style", "bold")


def test_no_source_of_the_screens_makes_a_colour() -> None:
    made = [
        f"{where}:{node.lineno}"
        for where, tree in trees("tui").items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _makes_a_colour(node)
    ]
    assert made == []


def _makes_a_colour(call: ast.Call) -> bool:
    if _name(call.func) in ("from_color", "Style", "from_rgb"):
        return any(k.arg in ("color", "bgcolor") and isinstance(k.value, ast.Constant) for k in call.keywords)
    owner = _name(call.func.value) if isinstance(call.func, ast.Attribute) else ""
    parsing = (owner, _name(call.func)) in {("Color", "parse"), ("Style", "parse")}
    return parsing and bool(call.args) and isinstance(call.args[0], ast.Constant)


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


# User text ------------------------------------------------------------------------------------------------

READ_AS_MARKUP = {
    "Static", "Label", "Button", "Checkbox", "RadioButton", "Digits", "Link", "Tab", "TabPane", "Collapsible",
}  # fmt: skip
"""Widgets of Textual that take a text for markup."""
DICTIONARIES = {"known", "document", "seen", "values", "held", "kept", "found", "names", "accounts", "wanted"}
"""Names whose `.update(…)` is that of a dictionary or a set."""
WIDGETS = {"Static", "Input", "TextArea"}
"""The widgets of Textual we use; another one is looked at for what it does with text before it is added."""


def _plain(node: ast.expr) -> bool:
    """Whether a text cannot be taken for markup: Content(…), or a literal without brackets."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and "[" not in node.value
    if not isinstance(node, ast.Call):
        return False
    made = node.func.value if isinstance(node.func, ast.Attribute) and node.func.attr in ("assemble", "join") else node
    return _name(made.func if isinstance(made, ast.Call) else made) == "Content"


def _risky(call: ast.Call) -> bool:
    name = _name(call.func)
    if name == "notify":
        off = [k for k in call.keywords if k.arg == "markup" and isinstance(k.value, ast.Constant)]
        return not any(k.value.value is False for k in off if isinstance(k.value, ast.Constant))
    if name in READ_AS_MARKUP:
        shown = [*call.args[:1], *(k.value for k in call.keywords if k.arg in ("content", "label", "title"))]
        return any(not _plain(node) for node in shown)
    if name == "update" and isinstance(call.func, ast.Attribute) and call.args:
        return _name(call.func.value) not in DICTIONARIES and not _plain(call.args[0])
    return name in ("from_markup", "from_markup_text")


def test_no_bare_text_reaches_a_widget_that_reads_markup() -> None:
    wrong = [
        f"{where}:{node.lineno} {ast.unparse(node)[:80]}"
        for where, tree in trees("tui").items()
        if not where.startswith("tui/shell/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _risky(node)
    ]
    assert wrong == []


def test_the_check_for_bare_text_sees_each_way_to_do_wrong() -> None:
    def risky(code: str) -> bool:
        call = ast.parse(code, mode="eval").body
        assert isinstance(call, ast.Call)
        return _risky(call)

    for wrong in (
        "Static(name)", "Static(f'{name}')", "Label(t('x'))", "self.query_one('#x').update(name)", "notify(name)",
        "app.notify(name, markup=True)", "line.update(t('x'))", "Content.from_markup(name)", "Static('[b]x[/b]')",
    ):
        assert risky(wrong), wrong
    for right in (
        "Static(Content(name))", "Static('')", "Static('> ', classes='x')", "line.update(Content(name))",
        "known.update(more)", "notify(name, markup=False)", "document.update()",
    ):
        assert not risky(right), right


def test_no_text_is_put_where_a_title_is_read_as_markup() -> None:
    wrong = [
        f"{where}:{node.lineno}"
        for where, tree in trees("tui").items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Attribute)
        and target.attr in ("border_title", "border_subtitle", "title", "sub_title", "tooltip")
    ]
    assert wrong == []


def test_only_widgets_that_were_looked_at_are_used() -> None:
    used = {
        name.rpartition(".")[2]
        for tree in trees("tui").values()
        for node in ast.walk(tree)
        for name in _imported(node)
        if name.startswith("textual.widgets.")
    }
    assert used <= WIDGETS


# Keys -----------------------------------------------------------------------------------------------------

CLOSING = {"panel.close", "capture.open"}
"""Ids that stand on several classes for the same thing, so that one key of the user's changes them all."""
MEANT = {
    ("list.clear", "screen.back"),  # Esc clears a filter and marks first, and goes back when there are none
    ("org.clear", "screen.back"), ("settings.clear", "screen.back"), ("library.clear", "screen.back"),  # likewise
    ("library.copy", "list.copy"),  # there y copies what is said to a customer, not the row
    ("approval.approve", "list.copy"),  # y says yes to what is asked; its text can be copied from the history
    ("field.untype", "app.suspend"),  # in a field it takes back typing
    ("settings.add", "rows.add"), ("settings.change", "rows.edit"),  # the settings do to their rows what lists do
    ("settings.hide", "rows.delete"),  # an entry of a list is hidden where other rows go
    ("member.add", "rows.add"),  # the team adds members where other lists add what they list
    ("reports.leave", "screen.back"),  # Esc leaves the picture first, and goes back from the list of reports
    ("org.export", "list.export"), ("reports.export", "list.export"),  # a report is written as a picture or as its rows
    ("calendar.export", "list.export"),  # of the calendar a file for other calendars
    ("calendar.earlier", "rows.fold"), ("calendar.later", "rows.unfold"),  # a day has nothing to fold
    ("strategy.print", "list.export"),  # of the strategy the account plan is written, as a document
    ("guide.person", "account.profile"),  # the guide asks whom to talk to where accounts show their profile
    ("row.mark", "deal.done"),  # the space that marks rows elsewhere ticks what is done of an opportunity
    ("guide.tick", "row.mark"),  # the space that marks rows elsewhere ticks questions
    ("guide.choose", "guide.add_need"), ("guide.add_need", "guide.choose"),  # one side of the guide each
    ("guide.drop", "guide.delete_need"), ("guide.delete_need", "guide.drop"),
    ("move.down", "choice.down"), ("move.up", "choice.up"),  # a chooser moves its list from the line one types in
    ("move.page_down", "choice.page_down"), ("move.page_up", "choice.page_up"),
    ("row.mark", "visit_sheet.skip"),  # of a visit it skips what is proposed
    ("row.mark", "several.mark"),  # likewise it marks
}  # fmt: skip
"""Pairs of an inner and an outer id that may answer the same key."""


def clashes() -> set[tuple[str, str]]:
    """Pairs of ids, inner and outer, that answer the same key at one place."""
    every = keymap.bound(keymap.widgets(), {})
    return {
        (one.id, two.id)
        for one in every
        for two in every
        if one.id != two.id and set(one.keys) & set(two.keys) and keymap._meet(one, two)
    }


def test_every_key_id_is_declared_once() -> None:
    where = defaultdict(set)
    for kind in keymap.widgets():
        for binding in keymap.bindings(kind):
            if not any(binding is shared for shared in (*EVERYWHERE, *KEYS)):  # declared in one place
                where[binding.id].add(kind.__name__)
    assert len(where) > 60
    assert {id: kinds for id, kinds in where.items() if len(kinds) > 1 and id not in CLOSING} == {}


def test_no_two_keys_of_one_place_collide_unless_it_is_meant() -> None:
    assert clashes() - MEANT == set()


def test_every_binding_of_ours_has_an_id() -> None:
    bare = [
        f"{kind.__name__}: {binding}"
        for kind in keymap.widgets()
        for binding in kind.__dict__.get("BINDINGS", ())
        if not getattr(binding, "id", None)
    ]
    assert bare == []


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_key_has_words(language: str) -> None:
    before = words.language()
    words.use(language)
    try:
        ids = {binding.id for kind in keymap.widgets() for binding in keymap.bindings(kind)}
        assert [id for id in ids if not (words.known(f"key.{id}") and words.known(f"key.{id}.tip"))] == []
    finally:
        words.use(before)


# The user's own keys ---------------------------------------------------------------------------------------


def test_keys_of_the_users_own_that_work_are_no_problem() -> None:
    assert keymap.problems({}) == []
    assert keymap.problems({"place.accounts": "f6", "help.open": "f1, ？", "find.open": "ctrl+g"}) == []
    assert keymap.problems({"accounts.add": "N", "person.add": "N"}) == [], "they never meet"
    assert keymap.problems({"change.undo": "U", "list.sort": "u"}) == [], "the key was given up"
    assert keymap.problems({"rows.visit": "i"}) == [], "only the board has i"


@pytest.mark.parametrize(("id", "keys", "code", "other"), [
    ("place.acounts", "z", "unknown_id", ""), ("accounts.add", "j", "taken", "move.down"),
    ("person.add", "h", "taken", "board.left"), ("app.mask", "f12", "taken", "app.blank"),
    ("list.sort", "?", "taken", "help.open"), ("place.team", "u", "taken", "change.undo"),
    ("form.save", "f12", "taken", "app.blank"), ("help.open", "ctl+x", "no_key", ""), ("help.open", "", "no_key", ""),
    ("help.open", "pagedwn", "no_key", ""),
])  # fmt: skip
def test_a_key_of_the_users_own_that_cannot_work_is_told(id: str, keys: str, code: str, other: str) -> None:
    assert keymap.problems({id: keys}) == [keymap.Problem(code, id, keys, other)]


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_problems_with_keys_are_one_line(language: str) -> None:
    before = words.language()
    words.use(language)
    try:
        found = keymap.problems({"no.such": "z", "list.sort": "?", "app.mask": "nokey"})
        assert len(found) == 3
        for problem in found:
            assert problem.id in keymap.sentence(problem)
        assert "no.such" in keymap.told(found)
        assert "2" in keymap.told(found)
        assert keymap.told(found[:1]) == keymap.sentence(found[0])
    finally:
        words.use(before)


# Sizes and places -----------------------------------------------------------------------------------------


def functions(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_files_and_functions_stay_small_enough_to_read(capsys: pytest.CaptureFixture[str]) -> None:
    sizes = {where: len((ROOT / where).read_text("utf-8").splitlines()) for where in trees(*SOURCES)}
    long_files = {where: size for where, size in sizes.items() if size > LONG_FILE and where not in TABLES_OF_DATA}
    lengths = {f"{where} {name}": size for where, tree in trees(*SOURCES).items() for name, size in functions(tree)}
    long_functions = {where: size for where, size in lengths.items() if size > LONG_FUNCTION}
    with capsys.disabled():
        for where, size in sorted((long_files | long_functions).items(), key=lambda each: -each[1]):
            sys.stdout.write(f"\n  long: {size:4} lines  {where}")
    assert {where for where, size in long_files.items() if size > LONGEST_FILE} == set()
    assert {where for where, size in long_functions.items() if size > LONGEST_FUNCTION} == set()


PRIVATE = re.compile(
    "|".join(("/" + r"work/", "shared" + r"/(?:design|domain)", "index" + "-url", "trusted" + "-host",
              r"https?://[^\s/]*(?:proxy|mirror|internal|localhost|127\.0\.0\.1)"))
)  # fmt: skip
LEFT_OUT = {".git", ".venv", "node_modules", "dist", "build", "__pycache__", ".hypothesis"}


def files() -> Iterator[Path]:
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        made = any(part in LEFT_OUT or part.endswith("_cache") for part in parts)
        if not made and path.is_file() and path.suffix not in {".mo", ".pyc", ".db", ".svg"}:
            yield path


def test_nothing_in_the_tree_names_a_place_of_whoever_wrote_it() -> None:
    wrong = []
    for path in files():
        text = path.read_bytes().decode("utf-8", "replace")
        wrong += [f"{path.relative_to(ROOT)}: {found[0]}" for found in PRIVATE.finditer(text)]
    assert wrong == []


def test_what_is_pinned_names_no_address() -> None:
    pins = (ROOT / "constraints.txt").read_text("utf-8")
    assert re.findall(r"^[^#\n]*(?:://|--|@).*$", pins, re.MULTILINE) == []
