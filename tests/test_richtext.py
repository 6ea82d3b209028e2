"""Rich text: what authors write comes out as meant, and nothing else comes out."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.richtext.limits import MAX_SOURCE, beyond_limits
from casebook.richtext.markdown import is_marked, parsed, plain_paragraphs, render
from casebook.richtext.plain import visible_length
from casebook.richtext.sanitise import TAGS

PLAIN = st.text(alphabet=st.sampled_from("ab 1.)-+#>=:&<;日本。、\u3000”“\n\n\n\xa0\u2028\u0085é'\"/()!"), max_size=80)
MARKED = st.text(alphabet=st.sampled_from("ab 1.-#>[]()*_`~^|\\<>/&;:!\n\n日本 "), max_size=80)
ANYTHING = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)
BLOCKS = st.sampled_from([
    "a", "one\ntwo", "日本\n語", " - b\n- c", "- d\n\n    e", "1. f\n2) g", "|a|b|\n|-|-|\n|c|d|", "# h", "===", "---",
    "> i", "[j][1]", "[1]: https://example.org", "k[^1]", "[^1]: note\n\n    more", "    code", "a<sup>b</sup>", "*l*",
    "&amp;", "",
])  # fmt: skip
PROSE_FIRST = st.lists(BLOCKS, max_size=7).map("\n\n".join)


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("Pressure < 3 Pa & rising", "<p>Pressure &lt; 3 Pa &amp; rising</p>"),
        ("one\ntwo\n\n\nthree", "<p>one\ntwo</p>\n<p>three</p>"),
        ("**bold** and *leaning*", "<p><strong>bold</strong> and <em>leaning</em></p>"),
        ("10^−6^ Pa, H~2~O, cm^2^", "<p>10<sup>−6</sup> Pa, H<sub>2</sub>O, cm<sup>2</sup></p>"),
        ("10~20 °C and 30~40 °C", "<p>10~20 °C and 30~40 °C</p>"),
        ("10~20℃、30~40℃", "<p>10~20℃、30~40℃</p>"),
        ("10^6-10^8", "<p>10^6-10^8</p>"),
        (r"2 \* 3 \^ 4 \~ 5", "<p>2 * 3 ^ 4 ~ 5</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("one  \ntwo\\\nthree", "<p>one<br>\ntwo<br>\nthree</p>"),
        ("<sub>x</sub> and <b>y</b>", "<p><sub>x</sub> and <b>y</b></p>"),
        (
            "[page](https://example.org/?a=1&b=2)",
            '<p><a href="https://example.org/?a=1&amp;b=2" rel="noopener">page</a></p>',
        ),
        ("&nbsp;x&mdash;y", "<p>\xa0x—y</p>"),
        ("", ""),
        (" \n \n", ""),
    ],
)
def test_html(source: str, html: str) -> None:
    assert render(source).html == html
    assert render(source).findings == ()


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("素材を\n削減した。\n\n次の\n段落", "素材を削減した。 次の段落"),
        ("素材を\n**削減**\nした", "素材を削減した"),
        ("他说：“转动\n一次”\n就好", "他说：“转动一次”就好"),
        ("厚さ\n0.1 mm\nまで", "厚さ 0.1 mm まで"),
        ("steel and\niron", "steel and iron"),
        ("- 項目\n- 次の\n  項目", "項目 次の項目"),
        ("改行  \nする", "改行 する"),
        ("改行\\\nする", "改行 する"),
        ("| 値 | 単位 |\n|---|---|\n| 一 | 二 |\n| 三 | 四 |", "値 単位 一 二 三 四"),
        ("値 | 単位\n---|---\n一 | 二\n三 | 四", "値 単位 一 二 三 四"),
        ("# 見出し\n本文", "見出し 本文"),
        ("說明[^1]。\n\n[^1]: 注\n   釋", "說明。 注釋"),
        ("H~2~O &lt;b&gt;", "H2O <b>"),
    ],
)
def test_text(source: str, text: str) -> None:
    assert render(source).text == text


def test_code_keeps_its_lines() -> None:
    assert render("文\n\n    一\n    二").html == "<p>文</p>\n<pre><code>一\n二\n</code></pre>"


def test_headings_nest_without_a_gap() -> None:
    html = render("## A\n\n#### B\n\n###### C\n\n# D\n\n## E").html
    assert re.findall(r"<h\d>[A-E]", html) == ["<h3>A", "<h4>B", "<h5>C", "<h3>D", "<h4>E"]


def test_alignment_is_a_class() -> None:
    html = render("|a|b|\n|:-:|--:|\n|1|2|").html
    assert '<td class="align-center">1</td>\n<td class="align-right">2</td>' in html
    assert "style" not in html


def test_footnote_ids_differ_between_texts() -> None:
    ids = [re.findall(r' id="([^"]+)"', render(f"{word}[^1]\n\n[^1]: note").html) for word in ("one", "two")]
    assert [len(found) for found in ids] == [2, 2]
    assert not set(ids[0]) & set(ids[1])
    html = render("a[^x y]\n\n[^x y]: note").html
    targets = set(re.findall(r'href="#([^"]+)"', html))
    assert targets == set(re.findall(r' id="([^"]+)"', html))
    assert all(re.fullmatch(r"[\w-]+", target) for target in targets)


def test_an_id_is_never_given_twice() -> None:
    assert render('<sup id="fn:1">a</sup> <sup id="fn:1">b</sup>').html.count("id=") == 1


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("see [x](javascript:alert(1))", (0, 8, "bad-link", "javascript:alert(1)")),
        ("a\n\nsee [x](/relative)", (2, 8, "bad-link", "/relative")),
        ("[x](//example.org)", (0, 4, "bad-link", "//example.org")),
        ("[x](JavaScript:a)", (0, 4, "bad-link", "JavaScript:a")),
        ("[x](data:text/html,a)", (0, 4, "bad-link", "data:text/html,a")),
        ("[x][1]\n\n[1]: file:///etc/passwd", (2, 5, "bad-link", "file:///etc/passwd")),
        ("text\n<div>inner</div>", (1, 0, "html-removed", "div")),
        ("`<div>` and <script>alert(1)</script>", (0, 12, "html-removed", "script")),
        ('<b onclick="x()">b</b>', (0, 0, "html-removed", "onclick")),
        ('<p class="x">a</p>', (0, 0, "html-removed", "class")),
        ("a <!-- hidden --> b", (0, 2, "html-removed", "<!-- -->")),
        ("日本 ![alt](a.png)", (0, 3, "image-in-text", "a.png")),
        ('x <img src="a.png">', (0, 2, "image-in-text", "a.png")),
    ],
)
def test_findings(source: str, found: tuple[int, int, str, str]) -> None:
    finding = render(source).findings[0]
    assert (finding.line, finding.column, finding.code, dict(finding.arguments)["name"]) == found


def test_removed_things_are_gone() -> None:
    made = render('<script>alert(1)</script><style>x</style>![alt](a.png) [x](javascript:a) <i onmouseover="a()">i</i>')
    assert made.html == "<p> x <i>i</i></p>"
    assert made.text == "x i"


@settings(max_examples=600, deadline=None)
@given(PLAIN | ANYTHING)
def test_both_ways_agree_on_plain_text(source: str) -> None:
    if not is_marked(source):
        assert plain_paragraphs(source) == parsed(source)


@settings(max_examples=600, deadline=None)
@given(PROSE_FIRST | MARKED | ANYTHING)
def test_plain_paragraphs_before_the_first_mark_mean_the_same_apart(source: str) -> None:
    if is_marked(source) and beyond_limits(source) is None and not re.search(r"[\r\0]", source):
        assert render(source) == parsed(source)


def test_most_plain_prose_takes_the_fast_way() -> None:
    prose = 'The wall (0.1 mm, ±5 %) - it\'s "thin" & light; p < 0.05 > 3.\n「素材」を51.5%削減。\n\n1 of 3: #4 = 5'
    assert not is_marked(prose)


@settings(max_examples=600, deadline=None)
@given(MARKED | ANYTHING)
def test_no_text_breaks_the_door(source: str) -> None:
    html = render(source).html
    tags = {tag.lower() for tag in re.findall(r"<([A-Za-z!?][^\s>]*)", html)}
    assert tags <= TAGS - {"h1", "h2"}
    assert all(re.match(r"https?://|mailto:|#", link) for link in re.findall(r'href="([^"]*)"', html))
    assert not re.search(r"[\x02\x03]", html)


HOSTILE = {
    "quotations": ">" * 10_000,
    "spaced quotations": "> " * 10_000,
    "brackets": "[" * 10_000,
    "round brackets": "(" * 50_000,
    "links": "[a](" * 10_000,
    "stars": "*" * 50_000,
    "words in stars": "*a " * 30_000,
    "ticks": "`` ` " * 20_000,
    "one line": "a" * 1_000_000,
    "one marked line": "*a* " * 250_000,
    "lists": "- " * 5_000 + "x",
    "nested lists": "".join("    " * depth + "- x\n" for depth in range(500)),
    "list items": "- \n" * 10_000,
    "headings": "#a\n" * 20_000,
    "tags": "<b>" * 20_000,
    "comments": "<!--" * 20_000,
    "entities": "&#" * 50_000,
    "footnotes": "[^1]: " * 5_000,
    "tables": "|a" * 20_000 + "\n" + "|-" * 20_000,
    "escapes": "\\" * 50_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_ends_soon(name: str) -> None:
    started = time.process_time()
    made = render(HOSTILE[name])
    assert time.process_time() - started < 1
    if is_marked(HOSTILE[name]) and len(HOSTILE[name]) > MAX_SOURCE:
        assert [finding.code for finding in made.findings] == ["too-deep"]


def test_too_deep_says_where() -> None:
    finding = render("fine\n\nstill fine\n" + ">" * 30).findings[0]
    assert (finding.line, finding.column, finding.code) == (3, 0, "too-deep")
    assert render("fine [a] " + "[" * 30).findings[0].column == 9 + 12


def test_a_rule_of_many_dashes_is_no_nesting() -> None:
    assert render("a\n\n" + "- " * 20 + "\n\n" + "-" * 60).findings == ()


@pytest.mark.parametrize(
    ("text", "language", "length"),
    [
        ("素材を 51.5 % 削減\u3000した", "ja", 12),
        ("thin  wall\n vessel", "en", 16),
        ("材料 减少", "zh-Hans", 4),
        ("", "en", 0),
    ],
)
def test_visible_length(text: str, language: str, length: int) -> None:
    assert visible_length(text, language) == length
