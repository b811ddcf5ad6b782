"""What is exported can be imported again, whatever it says; files are written whole, and for one's own eyes."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import faults
from models.base import close_database, open_database
from models.exchange import exporting, importing, publishing, sheets, texts
from models.exchange.kinds import KINDS, Labels
from models.exchange.register import same
from models.exchange.reports import Job
from models.rules.text import clean
from models.tables import Account
from models.writes import records
from tests.models.conftest import TODAY, Make, Queries
from tests.models.writing import Office, actor, office

__all__ = ["office"]

WORDS = st.text(max_size=30)
NAMES = st.text(min_size=1, max_size=20).filter(lambda text: bool(clean(text)))
_ACCOUNT = st.fixed_dictionaries(
    {"name": NAMES},
    optional={
        "notes": WORDS, "address": WORDS, "tags": WORDS, "phone": WORDS,
        "other_names": st.lists(NAMES, max_size=3).map(tuple),
        "industry": st.sampled_from(("", "power_grid", "造船")), "mode": st.sampled_from(("", "group")),
        "gift_limit": st.none() | st.integers(0, 10**12), "staff": st.none() | st.integers(0, 10**6),
        "gift_policy_date": st.none() | st.dates(date(1900, 1, 1), date(2200, 12, 31)),
    },
)  # fmt: skip
_PERSON = st.fixed_dictionaries(
    {"name": NAMES},
    optional={
        "title": WORDS, "notes": WORDS, "likes_us": st.booleans(),
        "birthday": st.sampled_from(("", "06-12", "1970-02-28")),
        "needs": st.sampled_from(((), ("power", "money"))), "influence": st.none() | st.integers(1, 5),
        "roles": st.sampled_from(((), ("user", "technical"))),
    },
)  # fmt: skip


def csv(kind: str) -> bytes:
    wanted = exporting.fields(kind)
    lines = texts.csv_lines(wanted, [field.code for field in wanted], exporting.records(kind, TODAY), texts.codes)
    return (texts.MARK + "".join(lines)).encode()


def values(kind: str) -> list[dict[str, Any]]:
    return sorted((dict(each.values) for each in exporting.records(kind, TODAY)), key=str)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    accounts=st.lists(_ACCOUNT, min_size=1, max_size=4, unique_by=lambda each: same(clean(str(each["name"])))),
    people=st.lists(_PERSON, max_size=4, unique_by=lambda each: same(clean(str(each["name"])), person=True)),
)
def test_any_words_make_the_round_trip(tmp_path_factory: Any, accounts: list[Any], people: list[Any]) -> None:
    taken = {same(clean(each["name"])) for each in accounts}
    folder = tmp_path_factory.mktemp("round")
    who = actor(None)
    open_database(str(folder / "one.db"), create=True)
    houses = []
    for each in accounts:
        others = tuple(n for n in each.get("other_names", ()) if same(clean(n)) not in taken)
        houses.append(records.add(who, "account", {**each, "other_names": others}).value)
        taken |= {same(clean(n)) for n in others}
    for number, each in enumerate(people):
        records.add(who, "person", each, houses[number % len(houses)])
    files = {kind: csv(kind) for kind in KINDS}
    before = {kind: values(kind) for kind in KINDS}
    open_database(str(folder / "two.db"), create=True)
    for kind, data in files.items():
        if before[kind]:
            importing.bring_in(who, Job(kind, sheets.read(data)))
    after = {kind: values(kind) for kind in KINDS}
    close_database()
    assert after == before


@pytest.fixture
def filled(office: Office) -> Office:
    grid = office.account("华北局", other_names=("NCG; old", "=x"), owner=office.engineer.member, gift_limit=12_345)
    branch = office.account("廊坊局", parent=grid)
    huang = office.person(branch, "黄主任", roles=("user", "technical"), notes="a\tb\n\"c\"")
    records.add(office.boss, "unit", {"name": "生技处", "kind": "department", "members": (huang,)}, branch)
    office.deal(branch, amount=150, owner=office.engineer.member)
    office.visit(branch, huang)
    return office


def test_every_list_can_be_exported(filled: Office) -> None:
    assert filled
    counts = {kind: len(list(exporting.records(kind, TODAY))) for kind in exporting.KINDS}
    wanted = {"accounts": 2, "people": 1, "opportunities": 1, "visits": 1, "promises": 1, "units": 1, "members": 5}
    assert {kind: counts[kind] for kind in wanted} == wanted
    assert counts["history"] > 10
    for kind in exporting.KINDS:
        document = json.loads("".join(texts.json_lines(kind, exporting.fields(kind), exporting.records(kind, TODAY))))
        assert (document["schema"], document["kind"], len(document["rows"])) == (1, kind, counts[kind])


def test_json_holds_codes_ids_and_amounts_in_yuan(filled: Office) -> None:
    wanted = exporting.fields("accounts")
    first, second = (texts.document(wanted, each) for each in exporting.records("accounts", TODAY))
    assert (first["gift_limit"], first["owner"], first["owner_id"]) == (123.45, "engineer", filled.engineer.member)
    assert (second["parent"], second["parent_id"]) == ("华北局", first["id"])
    assert second["staff"] is second["short_name"] is None
    assert first["other_names"] == ("NCG; old", "=x")


def test_cells_are_no_formulas(filled: Office) -> None:
    records.add(filled.boss, "account", {"name": "=HYPERLINK(1)", "phone": "+86 10"})
    line = csv("accounts").decode().splitlines()[-1]
    assert line.startswith("'=HYPERLINK(1),")
    assert "'+86 10" in line


def test_only_what_may_be_seen_is_exported(filled: Office) -> None:
    first, second = (row.id for row in Account.select().order_by(Account.id))
    assert [each.values["name"] for each in exporting.records("accounts", TODAY, {first})] == ["华北局"]
    assert list(exporting.records("people", TODAY, {first})) == []
    assert len(list(exporting.records("people", TODAY, {second}))) == 1
    assert {each.ids["account"] for each in exporting.records("history", TODAY, {second})} <= {second}
    assert len(list(exporting.records("members", TODAY, ()))) == 5
    assert filled


def test_questions_do_not_grow_with_the_rows(make: Make, queries: Queries) -> None:
    house = make.account()

    def cost(kind: str) -> int:
        return queries.of(lambda: list(exporting.records(kind, TODAY)))

    for number in range(3):
        make.person(house, f"人{number}", "user")
        make.visit(house, -number)
    few = {kind: cost(kind) for kind in ("people", "visits", "accounts")}
    for number in range(3, 40):
        make.person(house, f"人{number}", "user")
        make.visit(house, -number)
        make.account(f"客户{number}", parent=house)
    assert {kind: cost(kind) for kind in few} == few


def test_labels_stand_for_codes_and_are_read_again(make: Make) -> None:
    make.account("甲", industry="power_grid", mode="group")
    wanted = exporting.fields("accounts")
    said = {"power_grid": "电网", "group": "集团采购"}
    lines = texts.csv_lines(
        wanted, [f.code for f in wanted], exporting.records("accounts", TODAY), lambda _, code: said.get(code, code)
    )
    text = "".join(lines)
    assert ",电网," in text
    labels = Labels({}, {"industry": {"电网": "power_grid"}, "mode": {"集团采购": "group"}})
    Account.update(name="乙", name_key="乙").execute()
    importing.bring_in(actor(None), Job("accounts", sheets.read(text.encode()), labels))
    assert [(row.name, row.industry, row.mode) for row in Account.select()] == [
        ("乙", "power_grid", "group"), ("甲", "power_grid", "group")
    ]  # fmt: skip


# Files -------------------------------------------------------------------------------------------------------


def test_a_file_is_for_ones_own_eyes_and_over_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    publishing.publish(str(path), [b"one"])
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"one", 0o600)
    with pytest.raises(faults.Exists):
        publishing.publish(str(path), [b"two"])
    publishing.publish(str(path), [b"two"], force=True)
    assert path.read_bytes() == b"two"
    assert [each.name for each in tmp_path.iterdir()] == ["a.csv"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    other, link = tmp_path / "other", tmp_path / "a.csv"
    other.write_bytes(b"mine")
    link.symlink_to(other)
    with pytest.raises(faults.Exists):
        publishing.publish(str(link), [b"new"])
    publishing.publish(str(link), [b"new"], force=True)
    assert (other.read_bytes(), link.is_symlink(), link.read_bytes()) == (b"mine", False, b"new")


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    def broken() -> Any:
        yield b"half"
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        publishing.publish(str(tmp_path / "a.csv"), broken())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "fault"), [("none/a.csv", faults.Missing), (".", faults.Exists)])
def test_where_no_file_can_be_the_fault_is_told(tmp_path: Path, name: str, fault: type[faults.Fault]) -> None:
    with pytest.raises(fault):
        publishing.publish(str(tmp_path / name), [b""], force=True)
