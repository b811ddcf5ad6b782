"""What is made of an account by the data, in words: each judgement with its parts and what is missing (A6, A8–A12)."""

from collections.abc import Hashable, Iterator, Sequence
from datetime import date

from models.rules.grading import Grading, Part
from models.rules.judging import Judgement
from models.rules.key_account import Was
from models.rules.potential import Place
from models.rules.relation_course import needs
from tui import phrases
from tui.mask import Mask
from tui.widgets.listing import Span
from tui.words import t

Told = tuple[Hashable, tuple[Span, ...], int]


def lines(
    found: Judgement, held: str, relations: Sequence[Was], today: date, mask: Mask
) -> Iterator[Told]:
    """Grade, value class beside the one `held`, matrix, key-account test, relation; under the mask but their names."""
    yield from _grading(found.grading, mask)
    yield _line("value_marks", t("judged.value_class"), *_value_class(found, held, mask))
    yield _line("yearly_potential", t("judged.matrix"), *_matrix(found.place, mask))
    verdict = phrases.label("key_verdict", found.verdict) if found.verdict else t("judged.not_tested")
    marks = phrases.listed(phrases.label("key_mark", mark) for mark in sorted(found.marks))
    yield _line("key_marks", t("judged.key"), mask.text(verdict), mask.text(marks))
    yield _line("company_grade", t("judged.relation"), *_relation(found, mask))
    yield from _course(found, relations, today, mask)


def _course(found: Judgement, relations: Sequence[Was], today: date, mask: Mask) -> Iterator[Told]:
    """What we were before, each with its first day, and what leads one step up (A12)."""
    key = ("field", "company_grade")
    if relations:
        was = (
            t("judged.was", relation=phrases.label("supplier_relation", each.relation),
              day=phrases.day(each.since, today))
            for each in relations
        )  # fmt: skip
        yield key, (Span(mask.text(t("judged.course", steps=" → ".join(was))), "muted"),), 2
    if wanted := needs(found.relation):
        what = t("judged.or").join(t(f"judged.need.{need}") for need in wanted)
        yield key, (Span(mask.text(t("judged.step_up", what=what)), "muted"),), 2


def _line(field: str, name: str, told: str, beside: str = "") -> Told:
    return ("field", field), (Span(f"{name}  ", "muted"), Span(told, "strong"), Span(_behind(beside), "muted")), 1


def _behind(text: str) -> str:
    return f"  {text}" if text else ""


def _grading(found: Grading, mask: Mask) -> Iterator[Told]:
    grade = phrases.label("grade", found.grade) if found.grade else t("judged.too_little", percent=found.known)
    score = t("judged.score", n=found.score) if found.score is not None else ""
    missing = phrases.listed(phrases.label("indicator", each) for each in found.missing)
    lacking = t("judged.missing", what=missing) if missing else ""
    beside = " · ".join(filter(None, (score, lacking)))
    yield _line("staff", t("judged.grade"), mask.text(grade), mask.text(beside))
    for part in found.parts if not mask.on else ():
        yield None, (Span(_part(part), "muted"),), 2


def _part(part: Part) -> str:
    told = phrases.listed(f"{phrases.label('indicator', each.indicator)} {each.score}" for each in part.readings)
    group = phrases.label("indicator_group", part.group)
    return t("judged.part", group=group, score=part.score, weight=part.weight, what=told)


def _value_class(found: Judgement, held: str, mask: Mask) -> tuple[str, str]:
    """What is proposed and why, and what somebody decided."""
    proposal = found.proposal
    marks = phrases.listed(phrases.label("value_mark", mark) for mark in proposal.marks)
    why = t("judged.amount", amount=phrases.money(proposal.amount)) + (t("judged.marks", marks=marks) if marks else "")
    if held and held != proposal.value_class:
        why += t("judged.held", held=phrases.label("value_class", held))
    return mask.text(phrases.label("value_class", proposal.value_class)), mask.text(why)


def _matrix(place: Place, mask: Mask) -> tuple[str, str]:
    advice = phrases.label("matrix_advice", place.advice) if place.advice else t("judged.no_place")
    axes = (("potential", place.potential), ("years", place.years), ("share", place.share))
    told = phrases.listed(t(f"judged.axis.{name}", n=score if score is not None else "?") for name, score in axes)
    return mask.text(advice), mask.text(told)


def _relation(found: Judgement, mask: Mask) -> tuple[str, str]:
    grades = t("judged.grades", company=phrases.label("relationship_grade", found.company),
               personal=phrases.label("relationship_grade", found.personal))  # fmt: skip
    ways = t("judged.or").join(
        " → ".join(phrases.label("supplier_relation", step) for step in way) for way in found.ways
    )
    told = grades + (t("judged.ways", ways=ways) if ways else "")
    return mask.text(phrases.label("supplier_relation", found.relation)), mask.text(told)
