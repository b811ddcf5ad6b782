"""Which names are taken for possible duplicates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.duplicates import THRESHOLD, similar


def likeness(one: str, other: str, person: bool = False) -> float:
    found = similar(one, [(1, other)], person=person)
    return found[0][1] if found else 0.0


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("华北电网有限公司", "华北电网", 1, 1), ("华北电网", "华北电网 股份有限公司", 1, 1),
        ("Acme Corp", "ACME, Inc.", 1, 1), ("国家电网", "国家电网公司", 1, 1),
        ("ＡＢＢ中国", "ABB（中国）有限公司", 1, 1), ("北京华为技术有限公司", "华为技术有限公司", 0.9, 0.99),
        ("华为技术", "华为", 0.85, 0.95), ("重庆长安汽车", "长安汽车", 0.9, 0.99),
        ("北京华为", "华为软件", 0.85, 0.9), ("北京华为", "上海华为", 0.6, 0.7), ("华为", "华威", 0.8, 0.8),
        ("鸿达电气", "宏达电气", 0.8, 0.8), ("Huawei", "华为技术有限公司", 0.8, 0.8),
        ("中石油", "中国石油天然气集团公司", 0.7, 0.7), ("华北局", "华北电力管理局", 0.7, 0.7),
        ("长城电子科技", "长江电子科技", 0.6, 0.7), ("Siemens AG", "Siemens Ltd., China", 0.8, 0.95),
        ("国家电网公司华北分公司", "国家电网公司", 0.8, 0.9), ("Acme", "Acne", 0.7, 0.8),
        ("华北电网", "华东电网", 0, 0), ("华为", "中兴", 0, 0), ("北京供电公司", "天津供电公司", 0, 0),
        ("宏达电气设备", "正泰电气设备", 0, 0), ("中国工商银行", "中国建设银行", 0, 0),
        ("廊坊局", "华北局", 0, 0), ("西门子", "Siemens", 0, 0), ("中国电信", "中国移动", 0, 0),
        ("", "华为", 0, 0), ("!", "?", 0, 0), ("华", "华为", 0, 0.7),
    ],
)  # fmt: skip
def test_organisations(one: str, other: str, least: float, most: float) -> None:
    assert least <= likeness(one, other) <= most
    assert likeness(other, one) == likeness(one, other)


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("王 建国", "王建国", 1, 1), ("张伟", "张玮", 0.8, 0.8), ("Wang Jianguo", "王建国", 0.8, 0.8),
        ("Jon Smith", "John Smith", 0.85, 0.95), ("建国", "王建国", 0.9, 0.95), ("单雄", "善雄", 0.8, 0.8),
        ("王建国", "王建军", 0, 0), ("张伟", "王伟", 0, 0), ("李", "李明", 0, 0.5), ("Li Co", "Li", 0, 0.99),
    ],
)  # fmt: skip
def test_persons(one: str, other: str, least: float, most: float) -> None:
    assert least <= likeness(one, other, person=True) <= most


def test_the_likeliest_come_first_each_once_and_not_more_than_asked_for() -> None:
    known = [(4, "华威"), (3, "中兴通讯"), (1, "华为技术有限公司"), (2, "华为软件技术"), (1, "HUAWEI"), (9, "华伟")]
    assert [id_ for id_, _ in similar("华为有限公司", known)] == [1, 2, 4, 9]
    assert similar("华为", known, limit=1) == [(1, 0.9)]
    assert similar("华为", []) == []


@given(st.text(), st.text(), st.booleans())
def test_any_two_texts_can_be_compared(one: str, other: str, person: bool) -> None:
    found = similar(one, [(1, other), (2, one)], person=person)
    assert all(THRESHOLD <= value <= 1 for _, value in found)
    assert found == sorted(found, key=lambda entry: (-entry[1], entry[0]))
