"""Names, telephone numbers and web sites that mean the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.names import folded, key, phone_key, site_key

NAMES = st.text(st.sampled_from("华北电网有限责任公司集团股份分总 .,()（）CoLtdInc'Éa1-")) | st.text()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("华北电网有限公司", "华北电网"), ("华北电网", "华北电网"), ("华北电网有限责任公司", "华北电网"),
        ("华北电网股份有限公司", "华北电网"), ("华北电网集团有限公司", "华北电网"),
        ("华北电网集团", "华北电网"), ("华北电网集团公司", "华北电网"), ("国家电网公司", "国家电网"),
        ("中国石油化工总公司", "中国石油化工"), ("国家电网公司华北分公司", "国家电网公司华北分公司"),
        ("某某子公司", "某某子公司"), ("公司", "公司"), ("有限公司", "有限公司"), ("集团公司", "集团"),
        ("集团", "集团"), ("華為技術股份有限公司", "華為技術"), ("ＡＢＢ（中国）有限公司", "abb中国"),
        ("ABB 中国 有限公司", "abb中国"), ("Acme Co., Ltd.", "acme"), ("Acme Co.,Ltd", "acme"),
        ("ACME CO LTD", "acme"), ("Acme, Inc.", "acme"), ("Siemens AG", "siemens"),
        ("Acme GmbH & Co. KG", "acme"), ("Acme Corporation", "acme"), ("Foo S.p.A.", "foo"),
        ("Cisco", "cisco"), ("Texaco", "texaco"), ("Co Ltd", "co"), ("Group", "group"),
        ("华为技术有限公司 Co., Ltd", "华为技术"), ("华为Ltd", "华为"), ("AT&T Inc.", "att"),
        ("O'Brien LLC", "obrien"), ("Société Générale SA", "societegenerale"), ("Straße", "strasse"),
        ("", ""), ("!!", ""), ("北京 合伙（有限合伙）", "北京合伙"),
    ],
)  # fmt: skip
def test_the_key_of_an_organisation(name: str, expected: str) -> None:
    assert key(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("王 建国", "王建国"), ("Li Co", "lico"), ("Wang, Jian-guo", "wangjianguo"), ("José", "jose"), ("·", "")],
)
def test_a_person_has_no_legal_form(name: str, expected: str) -> None:
    assert key(name, person=True) == expected


@given(NAMES, st.booleans())
def test_the_key_of_a_key_is_itself_and_names_stay_names(name: str, person: bool) -> None:
    found = key(name, person=person)
    assert key(found, person=person) == found
    assert bool(found) == any(c.isalnum() for c in folded(name))


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("phone", "expected"),
    [
        ("010-88886666", "1088886666"), ("+86 10 8888 6666", "1088886666"),
        ("(010) 88886666-801", "1088886666"), ("010-88886666 转 801", "1088886666"),
        ("010-88886666 ext. 9", "1088886666"), ("86 010 88886666", "1088886666"),
        ("０１０－８８８８６６６６", "1088886666"), ("0316-2345678-12", "3162345678"),
        ("13800138000", "13800138000"), ("138-0013-8000", "13800138000"), ("+8613800138000", "13800138000"),
        ("8613800138000", "13800138000"), ("0086-138-0013-8000", "13800138000"),
        ("013800138000", "13800138000"), ("400-123-4567", "4001234567"),
        ("13800138000/010-2223334", "13800138000"), ("+1 (212) 555-0100", "+12125550100"),
        ("001 212 555 0100", "+12125550100"), ("95598", "95598"), ("801", ""), ("", ""), ("转 801", ""),
    ],
)  # fmt: skip
def test_the_key_of_a_telephone_number(phone: str, expected: str) -> None:
    assert phone_key(phone) == expected


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        ("https://www.Acme.com/about?x=1", "acme.com"), ("acme.com:8080", "acme.com"),
        ("//acme.com#x", "acme.com"), ("WWW.ACME.COM.", "acme.com"),
        ("http://user:word@acme.com", "acme.com"), ("ａｃｍｅ．ｃｏｍ", "acme.com"),
        ("https://例子.中国/", "例子.中国"), ("sub.acme.com", "sub.acme.com"), ("localhost", ""), ("", ""),
        ("http://[::1]/", ""), ("无", ""),
    ],
)  # fmt: skip
def test_the_key_of_a_web_site(site: str, expected: str) -> None:
    assert site_key(site) == expected


@given(st.text())
def test_any_text_has_keys(text: str) -> None:
    assert phone_key(phone_key(text)) in {phone_key(text), ""} or phone_key(text)
    assert site_key(site_key(text)) == site_key(text)
