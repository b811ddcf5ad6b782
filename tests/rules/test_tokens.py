"""Names found in a real FTS5 index by characters, pinyin and initials, and ranked."""

import re
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pysqlite3 import dbapi2

from models import tokens
from models.rules.pinyin import initials, syllables
from models.tokens import index_tokens, match_query, score, verify

ORGANISATIONS = """
华北局 华北电网有限公司 华东电网 国家电网公司 南方电网 国网北京市电力公司 国网冀北电力 廊坊局 廊坊供电公司
保定供电公司 唐山钢铁集团 重庆长安汽车股份有限公司 长安铃木 长城汽车 长江电力 长虹电器 长春一汽 长沙中联重科
三一重工 徐工集团 重庆钢铁 重汽集团 中国重型机械 中国工商银行 农业银行 建设银行重庆分行 招商银行 交通银行
浦发银行 民生银行 兴业银行 中行 央行 首都机场 成都地铁 都江堰水利 音乐学院 乐山电力 乐清供电局 快乐购 娱乐传媒
西藏矿业 西藏航空 藏格控股 厦门航空 厦门钨业 厦工机械 大厦物业 大连重工 大唐发电 大夫诊所 六安钢铁 六合区政府
蚌埠玻璃 番禺电缆 东阿阿胶 阿里巴巴 阿斯利康 会计师事务所 会展中心 调度中心 调试所 空调设备 弹簧厂 弹药库
华为技术有限公司 华为（中国）有限公司 华能集团 华电国际 华润电力 华夏幸福 华星光电 京东方 中兴通讯 联想集团
小米科技 TCL集团 ABB（中国） 西门子Siemens中国 GE医疗 3M中国 110kV廊坊变电站 500千伏变电所 第1采油厂 第2采油厂
LZ2024项目部 一汽-大众 上汽通用五菱 吕梁供电 绿地集团 绿城中国 旅游局 铝业公司 女娲石业 略阳钢铁 虐风网络
率土软件 朝阳区政府 朝鲜贸易部 单县热电 解州铝业 盖州电厂 行政服务中心 行业协会 银行卡中心 航行保障 传感器厂
传奇影业 参考消息 人参集团 海参养殖 差旅服务 称重设备 石家庄局 石景山电厂 仇和工作室 区块链公司 查氏文化
朴道征信 任丘油田 翟营南大街 曾氏集团 薄膜科技 柏林爱乐 泊头铸造 堡垒安防 埔里酒厂 浚县电力 莘县热电 和平医院
和记黄埔 宿迁局 宿州电厂 便利蜂 血站 血液中心 给水集团 给力科技 卡特彼勒 卡口监控 露天煤业 落地签 度小满
模具厂 模范乡 没有公司
"""
PEOPLE = """
王建国 李长春 张伟 黄主任 张科长 刘工 赵局长 陈厂长 周处长 吴董事长 孙院长 单雄信 曾国藩 曾荫权 仇英 仇和 解缙
解晓东 区凯 区伯 查良镛 查理 朴树 朴槿惠 任正非 任志强 盖叫天 盖文 华国锋 华佗 秘书长 翟志刚 翟天临 逄先知
乐毅 乐嘉 覃辉 谭覃 员半千 种师道 折御勋 黑大春 召伯虎 繁钦 洗星海 冼星海 缪昌文 牟其中 郗鉴 隗嚣 訾文 都本基
郇雨 瞿秋白 车晓 贲友 柏杨 薄一波 谌贻琴 褚时健 眭澔平 撒贝宁 幺宁 呙林 占豪 宿华 粘罕 尉迟恭 长孙无忌 万俟卨
单于夫罗 澹台灭明 令狐冲 乐正绫 拓跋焘 欧阳修 司马光 诸葛亮 上官婉儿 吕布 吕岩 律文 聂远 略商 陆游 罗娜 娜塔莎
行者 重耳 长卿 王重阳 张朝阳 李行 刘长乐 孙都 朱莉Julie Tom王 O'Brien Wang-Jianguo 艾曼纽 阿凡提 卜算子 石敢当
贾宝玉 沈从文 冯小刚 句践 祭遵 阚泽 蔚然 莘野 晟铭 丞琳 隽永 茜茜 甄嬛 䶮飞 〇号 王丨
"""
NAMES = [(name, False) for name in re.findall(r"\S+", ORGANISATIONS)] + [
    (name, True) for name in re.findall(r"\S+", PEOPLE)
]
HAN_RUN = "[\u3007\u3400-\u9fff]+"


@pytest.fixture(scope="module")
def index() -> Iterator[dbapi2.Connection]:
    """All names in an index made as the program makes it; a row's number is the name's."""
    database = dbapi2.connect(":memory:")
    database.execute(f"CREATE VIRTUAL TABLE found USING fts5(tokens, {tokens.OPTIONS})")
    rows = ((at, index_tokens(name, person)) for at, (name, person) in enumerate(NAMES))
    database.executemany("INSERT INTO found(rowid, tokens) VALUES (?, ?)", rows)
    yield database
    database.close()


def hits(index: dbapi2.Connection, query: str) -> set[int]:
    """The numbers of the names a question finds: the index narrows down, `verify` decides."""
    expression = match_query(query)
    if expression is None:
        return set()
    rows = index.execute("SELECT rowid FROM found WHERE found MATCH ?", (expression,)).fetchall()
    return {at for (at,) in rows if verify(query, *NAMES[at])}


def found(index: dbapi2.Connection, query: str) -> set[str]:
    return {NAMES[at][0] for at in hits(index, query)}


def test_there_are_enough_names() -> None:
    assert len(set(NAMES)) >= 250


@pytest.mark.parametrize(("at", "name", "person"), [(at, *entry) for at, entry in enumerate(NAMES)])
def test_a_name_is_found_by_everything_it_is(index: dbapi2.Connection, at: int, name: str, person: bool) -> None:
    assert at in hits(index, name)
    for run in re.findall(HAN_RUN, name):
        for begin, end in product(range(len(run)), range(1, len(run) + 1)):
            if begin < end:
                assert at in hits(index, run[begin:end]), run[begin:end]
    first = ["".join(part) for part in product(*syllables(name, person))][:8] if len(name) < 7 else []
    for spoken in (*initials(name, person), *first, "".join(s[0] for s in syllables(name, person))):
        for end in range(1, len(spoken) + 1):
            assert at in hits(index, spoken[:end]), spoken[:end]


@pytest.mark.parametrize(("at", "name", "person"), [(at, *entry) for at, entry in enumerate(NAMES)][::7])
def test_a_name_is_found_from_the_middle(index: dbapi2.Connection, at: int, name: str, person: bool) -> None:
    spoken = [item[0] for item in syllables(name, person)]
    for begin in range(len(spoken)):
        assert at in hits(index, "".join(spoken[begin:]))
        if re.fullmatch(HAN_RUN, name):
            assert at in hits(index, initials(name, person)[0][begin:])


@pytest.mark.parametrize(
    ("query", "some", "others"),
    [
        ("hbj", {"华北局"}, {"华北电网有限公司"}),
        ("hb", {"华北局", "华北电网有限公司"}, {"廊坊局"}),
        ("bj", {"华北局", "国网北京市电力公司"}, set()),
        ("huabei", {"华北局", "华北电网有限公司"}, {"华东电网"}),
        ("beiju", {"华北局"}, {"北京"}),
        ("HUABEI ju", {"华北局"}, {"华北电网有限公司"}),
        ("hz r", {"黄主任"}, {"张科长"}),
        ("张 k", {"张科长"}, {"张伟"}),
        ("zkz", {"张科长"}, {"张伟"}),
        ("sxx", {"单雄信"}, set()),
        ("qiuying", {"仇英"}, {"仇和工作室"}),
        ("cqca", {"重庆长安汽车股份有限公司"}, {"重庆钢铁"}),
        ("zggsyh", {"中国工商银行"}, set()),
        ("lvliang", {"吕梁供电"}, set()),
        ("lyuliang", {"吕梁供电"}, set()),
        ("lüliang", {"吕梁供电"}, set()),
        ("lve", {"略阳钢铁"}, set()),
        ("lueyang", {"略阳钢铁"}, set()),
        ("华为中国", {"华为（中国）有限公司"}, {"华为技术有限公司"}),
        ("华为（中国）", {"华为（中国）有限公司"}, {"华为技术有限公司"}),
        ("华中", set(), {"华为（中国）有限公司"}),
        ("siem", {"西门子Siemens中国"}, set()),
        ("西门子 siemens", {"西门子Siemens中国"}, set()),
        ("110", {"110kV廊坊变电站"}, {"500千伏变电所"}),
        ("kv", {"110kV廊坊变电站"}, set()),
        ("lz2024", {"LZ2024项目部"}, set()),
        ("2024", {"LZ2024项目部"}, set()),
        ("110kV变电站", {"110kV廊坊变电站"}, {"500千伏变电所"}),
        ("１１０ｋｖ", {"110kV廊坊变电站"}, set()),
        ("abb", {"ABB（中国）"}, set()),
        ("tclj", {"TCL集团"}, set()),
        ("o'brien", {"O'Brien"}, set()),
        ("wang jianguo", {"Wang-Jianguo", "王建国"}, set()),
        ("wangjianguo", {"Wang-Jianguo", "王建国"}, set()),
        ("cqcaqcgfyxgs", {"重庆长安汽车股份有限公司"}, {"重庆钢铁"}),
        ("chongqingchanganqichegufenyouxiangongsi", {"重庆长安汽车股份有限公司"}, set()),
        ("chongqingchanganqichegufenyouxiangongsx", set(), {"重庆长安汽车股份有限公司"}),
        ("长安汽车股份", {"重庆长安汽车股份有限公司"}, {"长安铃木"}),
        ("䶮", {"䶮飞"}, set()),
    ],
)
def test_what_is_typed_finds_what_is_meant(
    index: dbapi2.Connection, query: str, some: set[str], others: set[str]
) -> None:
    names = found(index, query)
    assert some <= names
    assert not others & names


@pytest.mark.parametrize(
    ("query", "expression"),
    [
        ("华", '"华"*'),
        ("华北", '"华北"'),
        ("华北局", '"华北" AND "北局"'),
        ("hbj", '"hbj"*'),
        ("hbj 黄", '"hbj"* AND "黄"*'),
        ("华b", '"华"* AND "b"*'),
        ("huabeiju", '("huabeiju"* OR "huabei")'),
        ("lue", '("lue"* OR "lve"*)'),
        ('a"b', '"a"* AND "b"*'),
        ("NEAR(a b)", '"near"* AND "a"* AND "b"*'),
        ("a OR b NOT c", '"a"* AND "or"* AND "b"* AND "not"* AND "c"*'),
        ("tokens:x -y ^z {a}", '"tokens"* AND "x"* AND "y"* AND "z"* AND "a"*'),
        ("华 华", '"华"*'),
        ("", None),
        ("  ", None),
        ('"*-:^', None),
        ("\ud800", None),
    ],
)
def test_only_quoted_terms_get_into_an_expression(query: str, expression: str | None) -> None:
    assert match_query(query) == expression


def test_a_legal_form_is_asked_for_only_alone() -> None:
    assert match_query("华北有限公司") == '"华北" AND "北有"'
    assert match_query("有限公司") == '"有限" AND "限公" AND "公司"'


def test_a_long_question_stays_short_and_is_decided_by_verify(index: dbapi2.Connection) -> None:
    query = "重庆长安汽车股份有限公司" * 40
    expression = match_query(query)
    assert expression and expression.count("AND") < tokens.MOST_TERMS
    assert not hits(index, query)


QUERIES = st.text() | st.text(st.sampled_from("\"'*-:^()+{}[]<>,. \x00華华北局黄HBJhbjNEARORANDü1２ \ud800\u200b"))


@settings(max_examples=400)
@given(QUERIES)
@example('" OR tokens:* --')
@example("'; DROP TABLE found")
@example("\x00")
@example("İ ß ﬁ ㎏ Ⅻ")
def test_no_question_breaks_the_index(index: dbapi2.Connection, query: str) -> None:
    assert isinstance(hits(index, query), set)
    score(query, "华北局")


@settings(max_examples=300)
@given(st.text(), st.booleans())
def test_any_text_is_found_by_itself_in_the_index(text: str, person: bool) -> None:
    database = dbapi2.connect(":memory:")
    database.execute(f"CREATE VIRTUAL TABLE found USING fts5(tokens, {tokens.OPTIONS})")
    database.execute("INSERT INTO found(tokens) VALUES (?)", (index_tokens(text, person),))
    expression = match_query(text)
    if expression:
        assert database.execute("SELECT 1 FROM found WHERE found MATCH ?", (expression,)).fetchall()
    database.close()
    assert verify(text, text, person) == bool(expression)


def test_long_notes_are_found_by_words_not_by_sound() -> None:
    assert index_tokens("谈技改，愿意看 ABB", sound=False) == "谈技 技改 改愿 愿意 意看 看 abb"
    assert verify("技改 ab", "谈技改标准 ABB", sound=False)
    assert not verify("tjg", "谈技改标准", sound=False)


@pytest.mark.parametrize(
    ("query", "name", "answer"),
    [
        ("华北局", "华北局", tokens.EXACT), (" 华北局 ", "华北局", tokens.EXACT),
        ("abb", "ABB", tokens.EXACT), ("华北电网", "华北电网有限公司", tokens.SAME),
        ("acme ltd", "Acme Inc.", tokens.NONE), ("acme", "Acme Inc.", tokens.SAME),
        ("华北", "华北局", tokens.PREFIX), ("华", "华北局", tokens.PREFIX), ("ac", "Acme", tokens.PREFIX),
        ("hbj", "华北局", tokens.SOUND), ("huabeiju", "华北局", tokens.SOUND),
        ("hbdw", "华北电网有限公司", tokens.SOUND), ("hua bei ju", "华北局", tokens.SOUND),
        ("sg", "State Grid", tokens.SOUND), ("lyuliang", "吕梁", tokens.SOUND),
        ("北", "华北局", tokens.CONTAINS), ("北局", "华北局", tokens.CONTAINS),
        ("grid", "State Grid", tokens.CONTAINS), ("hb", "华北局", tokens.BEGINS),
        ("hua", "华北局", tokens.BEGINS), ("huab", "华北局", tokens.BEGINS), ("bj", "华北局", tokens.OTHER),
        ("beij", "华北局", tokens.OTHER), ("局 华", "华北局", tokens.OTHER), ("hd", "华北局", tokens.NONE),
        ("廊坊", "华北局", tokens.NONE), ("", "华北局", tokens.NONE), ("!", "!", tokens.NONE),
    ],
)  # fmt: skip
def test_a_better_answer_scores_more(query: str, name: str, answer: int) -> None:
    assert score(query, name) == answer


def test_a_person_is_ranked_by_the_surname_as_spoken() -> None:
    assert score("sxx", "单雄信", person=True) == tokens.SOUND
    assert score("sxx", "单雄信") == tokens.NONE
    assert score("co", "Li Co", person=True) == tokens.CONTAINS


def test_there_is_one_clear_best_answer() -> None:
    ranked = sorted(NAMES, key=lambda entry: -score("hbj", entry[0], person=entry[1]))
    assert ranked[0] == ("华北局", False)
    assert score("hbj", ranked[1][0], person=ranked[1][1]) < tokens.SOUND
