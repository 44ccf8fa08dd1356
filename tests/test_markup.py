"""Markdown and maths become HTML that cannot hurt a page."""

import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest

from lessons_lib import markup

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><path d='M0 0'/></svg>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:msgbox)",
    "[x](//evil.example)",
    "[x](../../secrets)",
    '[x](https://a.example" onmouseover="alert(1))',
    '[x](https://a.example "t\\" onclick=\\"alert(1)")',
    "<javascript:alert(1)>",
    "![x](https://a.example/pixel.png)",
    "![x](x onerror=alert(1))",
    "<iframe src=https://a.example></iframe>",
    "<style>*{display:none}</style>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    '<x-maths n="0"></x-maths>',
    '$x$ <x-maths n="0"></x-maths>',
    '$x$ &lt;x-maths n="0"&gt;&lt;/x-maths&gt;',
    "[a](https://a.example '<x-maths n=\"0\"></x-maths>') $x$",
    '`<x-maths n="7"></x-maths>` $x$',
    '<x-maths n="99"></x-maths>',
    '$x" onload="alert(1)$',
    "$x</svg><script>alert(1)</script>$",
    "<details open ontoggle=alert(1)>",
    "<!--><script>alert(1)</script>-->",
    "[x]: javascript:alert(1)\n\n[x]",
    "<form action=https://a.example><input name=q></form>",
    '```html"onclick="alert(1)\n<b>x</b>\n```',
]


class Tags(HTMLParser):
    """Collects what a browser would make of a text: tags and attributes."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.opened = set(), [], []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.opened.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]


def parsed(html):
    reader = Tags()
    reader.feed(html)
    return reader


def rendered(text):
    try:
        return markup.to_html(text)
    except ValueError:  # a hostile formula may be refused instead
        return ""


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_leaves_only_allowed_tags(text):
    assert parsed(rendered(text)).tags <= (set(markup.TAGS) - {"x-maths"}) | {"svg", "path"}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_leaves_no_attribute_that_acts(text):
    for tag, name, value in parsed(rendered(text)).attributes:
        assert not name.startswith("on")
        assert name in {"href", "rel"} or tag in {"svg", "path"}
        assert name != "href" or re.match(r"https?://|mailto:|#", value)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_draws_no_more_formulas_than_it_has(text):
    assert rendered(text).count("<svg") <= text.count("$x")


def test_the_hostile_checks_can_fail():
    assert parsed("<svg onload=alert(1)>").attributes == [("svg", "onload", "alert(1)")]


def test_a_placeholder_written_by_hand_stays_words():
    html = markup.to_html('$x$ and <x-maths n="0"></x-maths>')
    assert html.count("<svg") == 1
    assert "&lt;x-maths" in html


def test_a_link_to_the_web_opens_without_handing_over_the_page():
    assert markup.to_inline("[NICE](https://nice.org.uk/ng59?a=1&b=2)") == (
        '<a href="https://nice.org.uk/ng59?a=1&amp;b=2" rel="noopener">NICE</a>'
    )


@pytest.mark.parametrize("address", ["https://a.example", "http://a.example", "mailto:a@b.example", "#sources"])
def test_the_four_kinds_of_link_are_kept(address):
    assert f'href="{address}"' in markup.to_inline(f"[x]({address})")


def test_a_forbidden_link_leaves_its_words():
    assert markup.to_inline("see [this](javascript:x)") == "see this"


def test_a_picture_leaves_its_words():
    assert markup.to_inline("![a foot](foot.png)") == "a foot"


def test_markdown_marks_become_tags():
    assert markup.to_inline("*a* **b** `c`") == "<em>a</em> <strong>b</strong> <code>c</code>"


def test_no_heading_rivals_the_one_of_the_page():
    assert markup.to_html("# Feet") == "<h2>Feet</h2>"


def test_blocks_have_paragraphs_lists_and_tables():
    tags = parsed(markup.to_html("one\n\ntwo\n\n- a\n- b\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")).opened
    assert tags.count("p") == 2
    assert {"ul", "li", "table", "th", "td"} <= set(tags)


def test_inline_text_has_no_paragraph():
    assert markup.to_inline("one\n\ntwo") == "one two"


@pytest.mark.parametrize(
    "text",
    [
        "A $900 quote and $20 for the other.",
        "It is $900 and $20.",
        "from $5-$6 a pair",
        "US$20 or US$30",
        r"\$x\$ is not a formula",
        "a lonely $ sign",
        "$ x $ has spaces",
        "$20, $30 and $40",
        "`$x$` is code",
    ],
)
def test_prices_and_escaped_dollars_stay_words(text):
    assert "<svg" not in markup.to_html(text)


@pytest.mark.parametrize("text", ["$x$", "so $r^2 = 0.09$.", "($a_b c_d$)", r"costs \$5 and $x$", "$$x$$", "$$\nx\n$$"])
def test_formulas_are_drawn(text):
    assert markup.to_html(text).count("<svg") == 1


def test_an_escaped_dollar_is_a_dollar():
    assert markup.to_inline(r"\$5") == "$5"


def test_marks_inside_a_formula_are_no_emphasis():
    assert "<em>" not in markup.to_inline("$a_b$ and $c_d$")


def test_a_formula_takes_the_colour_of_its_text():
    svg = markup.svg_math("x")
    assert 'fill="currentColor"' in svg
    assert re.search(r'width="[\d.]+em" height="[\d.]+em"', svg)


def test_a_formula_with_a_tail_hangs_below_the_line():
    depth = {tex: float(re.search(r"vertical-align:(-?[\d.]+)em", markup.svg_math(tex))[1]) for tex in "xy"}
    assert depth["y"] < depth["x"] <= 0


@pytest.mark.parametrize(
    ("tex", "spoken"),
    [
        ("r^2 = 0.09", "r squared equals 0.09"),
        (r"\frac{3.1}{13.3}", "3.1 over 13.3"),
        (r"10^\circ", "10 degrees"),
        (r"a \times b \approx c", "a times b about c"),
        (r"g_1 \pm 0.15", "g sub 1 plus or minus 0.15"),
        (r"\mathrm{tilt} < 2", "tilt less than 2"),
        ("a - b", "a minus b"),
        (r"25\,\%", "25 percent"),
    ],
)
def test_a_formula_can_be_spoken(tex, spoken):
    assert f'role="img" aria-label="{spoken}"' in markup.svg_math(tex)


@pytest.mark.parametrize("tex", [r"\foo{x}", r"\frac{1}", "x^", "{" * 3000 + "x" + "}" * 3000, "漢", r"\;"])
def test_a_formula_that_cannot_be_set_is_named(tex):
    with pytest.raises(ValueError, match="The formula ") as caught:
        markup.svg_math(tex)
    assert f"${tex}$" in str(caught.value)


def test_a_formula_is_drawn_alike_in_every_session():
    code = "from lessons_lib.markup import svg_math; print(svg_math('r^2'), end='')"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert other.stdout == markup.svg_math("r^2")


def test_words_read_without_any_mark():
    assert markup.to_words("Is $r^2 = 0.09$. **Yes**, `a < b`!") == "Is r squared equals 0.09. Yes, a < b!"


def test_text_without_formulas_needs_no_matplotlib():
    code = "import sys; from lessons_lib import markup; markup.to_html('x'); sys.exit('{}' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code.format("matplotlib")], check=False)
    assert run.returncode == 0
