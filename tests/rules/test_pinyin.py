"""How Chinese names are read and sorted, compared with what the table was made from."""

import re
import sys
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin, pinyin

from models.rules import pinyin as rules
from models.rules.pinyin import MOST_INITIALS, initials, readings, sort_key, spellings, syllables
from tests.tools.make_pinyin import TABLE, table

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=8)


def test_the_shipped_table_is_what_the_generator_makes() -> None:
    assert TABLE.read_text("utf-8") == table()


def test_every_common_character_has_a_reading_and_none_has_many() -> None:
    counts = Counter(len(readings(chr(code))) for code in range(0x4E00, 0x9FA6))
    assert set(counts) <= {1, 2, 3}
    assert counts[1] > 20_000
    unread = [c for c in map(chr, range(0x4E00, 0x9FA6)) if readings(c) == (c,)]
    assert len(unread) < 20, "a few Japanese measures have no Chinese reading"


def test_every_reading_is_one_the_source_knows() -> None:
    for character in map(chr, range(0x4E00, 0x9FA6)):
        known = {r.replace("ü", "v") for r in pinyin(character, style=Style.NORMAL, heteronym=True)[0]}
        assert set(readings(character)) <= known, character


def test_common_words_are_read_as_the_source_reads_them() -> None:
    words = "中国工商银行|重庆钢铁|长安汽车|成都地铁|首都机场|音乐学院|西藏矿业|厦门航空|弹簧厂|会计师|空调设备"
    for word in re.findall("[^|]+", words):
        assert [spoken[0] for spoken in syllables(word)] == lazy_pinyin(word), word


def test_the_table_loads_in_no_time_and_without_its_source() -> None:
    rules._file.cache_clear()
    rules._words.cache_clear()
    begin = time.perf_counter()
    rules._words()
    assert time.perf_counter() - begin < 0.02, "usually 0.5 ms; the limit allows for a busy machine"
    assert "pypinyin" not in vars(rules) and rules.__name__ in sys.modules


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("单雄信", "shan xiong xin"), ("曾国藩", "zeng guo fan"), ("仇英", "qiu ying"), ("解缙", "xie jin"),
        ("区凯", "ou kai"), ("查良镛", "zha liang yong"), ("朴树", "piao shu"), ("任正非", "ren zheng fei"),
        ("盖叫天", "ge jiao tian"), ("华佗", "hua tuo"), ("秘书", "bi shu"), ("翟志刚", "zhai zhi gang"),
        ("逄先知", "pang xian zhi"), ("乐毅", "yue yi"), ("尉迟恭", "yu chi gong"),
        ("长孙无忌", "zhang sun wu ji"), ("万俟卨", "mo qi xie"), ("单于夫罗", "chan yu fu luo"),
        ("澹台灭明", "tan tai mie ming"), ("员半千", "yun ban qian"), ("种师道", "chong shi dao"),
        ("黑大春", "he da chun"), ("召伯虎", "shao bo hu"), ("繁钦", "po qin"), ("折御勋", "she yu xun"),
        ("洗星海", "xian xing hai"), ("沈括", "shen kuo"), ("贾诩", "jia xu"), ("石磊", "shi lei"),
        ("覃科长", "qin ke zhang"), ("缪昌文", "miao chang wen"), ("欧阳修", "ou yang xiu"),
        ("令狐冲", "ling hu chong"), ("乐正子春", "yue zheng zi chun"), ("解 处长", "xie chu zhang"),
        ("阚泽", "kan ze"), ("牟其中", "mou qi zhong"), ("隗嚣", "kui xiao"), ("祭遵", "zhai zun"),
        ("句践", "gou jian"),
    ],
)  # fmt: skip
def test_a_surname_has_its_own_reading(name: str, spoken: str) -> None:
    assert " ".join(item[0] for item in syllables(name, person=True)) == spoken


def test_a_surname_elsewhere_is_an_ordinary_character() -> None:
    assert syllables("单位")[0] == ("dan",)
    assert syllables("李单", person=True)[1] == ("dan",)
    assert syllables("单雄信", person=True)[0] == ("shan", "dan")
    assert syllables("查理")[0][0] == "cha"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("华北局", ("hbj",)), ("重庆长安汽车", ("cqcaqc",)), ("重庆", ("cq",)), ("TCL集团", ("tcljt",)),
        ("110kV变电站", ("110kvbdz",)), ("State Grid", ("sg",)), ("Acme", ("acme",)),
        ("华为（中国）", ("hwzg",)), ("乐山", ("ls", "ys")), ("吕梁", ("ll",)), ("长", ("c", "z")),
        ("〇一", ("ly",)), ("䶮", ("y",)), ("", ()), ("!?", ()), ("银行行长", ("yhhz",)),
        ("董事长", ("dsz",)), ("\U00030000局", ("\U00030000j",)), ("Ünal Café", ("uc",)),
    ],
)  # fmt: skip
def test_initials(text: str, expected: tuple[str, ...]) -> None:
    assert initials(text) == expected


def test_a_surname_counts_in_the_initials_of_a_person() -> None:
    assert initials("仇经理", person=True) == ("qjl", "cjl")
    assert initials("仇经理") == ("cjl",)


def test_syllables_keep_words_whole_and_drop_signs() -> None:
    assert syllables("ABB（中国）Ltd.") == (("abb",), ("zhong",), ("guo",), ("ltd",))
    assert syllables("行车")[0] == ("xing", "hang")
    assert syllables("") == ()


def test_spellings_come_likeliest_first_and_are_bounded() -> None:
    assert spellings([("a", "b"), ("c", "d", "e")]) == ("ac", "ad", "bc", "ae", "bd", "be")
    assert len(spellings([("a", "b")] * 10)) == MOST_INITIALS
    assert spellings([]) == ("",)


@given(st.text(), st.booleans())
def test_any_text_can_be_read(text: str, person: bool) -> None:
    items = syllables(text, person)
    assert all(items) and all(all(item) for item in items)
    assert len(initials(text, person)) <= MOST_INITIALS
    assert "\t" in sort_key(text, person)


def test_a_long_text_is_read_but_not_remembered() -> None:
    before = rules._read.cache_info().currsize
    assert len(syllables("华北" * 100)) == 200
    assert rules._read.cache_info().currsize == before


def test_names_sort_by_pinyin_among_latin_words_and_numbers_by_value() -> None:
    latin_among = "ABB|安徽局|安庆局|昂立|保定局|Bosch|长安|重庆局|Siemens|State Grid|一局|Zeiss|郑州局"
    wanted = re.findall("[^|]+", f"2号线|10号线|110kV站|220kV站|{latin_among}")
    assert sorted(sorted(wanted), key=sort_key) == wanted


def test_the_same_pinyin_sorts_by_characters_and_a_surname_as_spoken() -> None:
    assert sorted(["鸿达", "宏达"], key=sort_key) == ["宏达", "鸿达"]
    people = ["单雄信", "沈括", "邓艾", "曾巩"]
    assert sorted(people, key=lambda name: sort_key(name, person=True)) == ["邓艾", "单雄信", "沈括", "曾巩"]


@given(HAN, HAN)
def test_the_sort_key_is_its_own_name(one: str, other: str) -> None:
    assert (sort_key(one) == sort_key(other)) == (one == other)
