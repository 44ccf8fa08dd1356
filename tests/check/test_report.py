"""The verification report: one row a published value, pictures with words, nothing from the web."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from lessons_lib import seeds
from lessons_lib.check import findings, plots, report, verify
from lessons_lib.publish.markup_checks import check as check_markup
from lessons_lib.seeds.published import CHECKS


@pytest.fixture(scope="module")
def found():
    return findings.gather()


@pytest.fixture(scope="module")
def page(found):
    return found.to_page()


@pytest.fixture
def page_of(found, make_row):
    """A page with only these rows."""

    def make(*changes):
        return report.make_page(found.covered, found.lessons, verify.verify([make_row(**change) for change in changes]))

    return make


class Elements(HTMLParser):
    """Every element of a page with its attributes."""

    def __init__(self, text):
        super().__init__()
        self.all = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.all.append((tag, dict(attrs)))

    def named(self, tag):
        return [attributes for name, attributes in self.all if name == tag]


def test_there_is_one_row_for_each_published_value(page):
    ids = [attributes["id"] for attributes in Elements(page).named("tr") if "id" in attributes]
    assert sorted(ids) == sorted(seeds.published())
    assert len(re.findall('<td class="verdict">', page)) == len(seeds.published())


def test_every_plot_is_there_with_its_words_as_text_alternative(page):
    pictures = [one for one in Elements(page).named("svg") if "lesson-figure" in one.get("class", "")]
    assert len(pictures) == len(plots.FIGURES)
    assert all(one["role"] == "img" and len(one["aria-label"]) > 60 for one in pictures)


def test_pictures_that_are_no_plot_are_hidden_from_readers_aloud(page):
    marks = [one for one in Elements(page).named("svg") if one.get("viewbox") == "0 0 16 16"]
    assert len(marks) == len(seeds.published())
    assert all(one["aria-hidden"] == "true" for one in marks)


@pytest.mark.parametrize("plot", plots.draw_all(), ids=lambda plot: plot.title)
def test_a_plot_shows_model_and_measurement_in_two_colours(plot):
    assert {f'"{plots.BLUE}"', f'"{plots.ORANGE}"'} <= set(re.findall(r'"#[0-9a-f]{6}"', plot.svg))
    assert "nan" not in plot.svg.lower()
    assert re.search(r"\d", plot.words)


def test_the_page_has_one_first_heading_landmarks_and_a_language(page):
    elements = Elements(page)
    assert len(elements.named("h1")) == 1
    assert elements.named("html") == [{"lang": "en", "class": "lesson-page"}]
    for landmark in ("main", "header", "nav", "footer"):
        assert len(elements.named(landmark)) == 1


def test_every_head_of_a_table_says_what_it_heads(page):
    assert all(one.get("scope") in ("col", "row") for one in Elements(page).named("th"))
    assert len(Elements(page).named("caption")) == len(Elements(page).named("table"))


def test_nothing_is_run_and_nothing_is_fetched(page):
    assert Elements(page).named("script") == []
    assert check_markup(page) == page
    assert not re.search(r"url\((?!#)|@import|<iframe|<img", page)


def test_the_same_course_gives_the_same_bytes(found, page):
    assert found.to_page() == page


def test_an_id_stands_once(page):
    ids = [attributes["id"] for _, attributes in Elements(page).all if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = [one["href"][1:] for one in Elements(page).named("a") if one["href"].startswith("#")]
    assert set(targets) <= set(ids)


def test_a_row_shows_both_values_the_tolerance_the_work_and_how_much_of_it_was_read(page_of):
    shown = page_of({"published": 1.56, "tolerance": 0.01})
    row = shown[shown.index('<tr id="a-row">') :].split("</tr>")[0]
    text = re.sub(r"<[^>]+>", " ", row).replace("&nbsp;", " ")
    work = seeds.references()["pinto2008"]
    for part in ("A row", "chain.respond(wedge=10) → pelvic_tilt", "1.56", "1.57", "± 0.01", "Pass", work.seen):
        assert part in text
    assert f"https://doi.org/{work.doi}" in row


def test_the_page_counts_what_the_rows_prove_and_each_row_says_it(page_of):
    shown = page_of({"check": "independent"}, {"id": "two"}, {"id": "three"})
    counts = ("1 independent", "0 recomputed", "0 calibrated", "2 given-back")
    assert re.findall(r"<li><strong>(.*?)\.</strong>", shown) == list(counts)
    assert [row.count("<td>independent</td>") for row in shown.split("<tr id=")[1:4]] == [1, 0, 0]
    assert shown.count("<td>given-back</td>") == 2


def test_every_kind_of_check_is_explained():
    assert tuple(report.PROVES) == CHECKS


def test_a_failed_row_says_so_in_words_and_shape_and_is_counted(page_of):
    shown = page_of({"published": 2.0}, {"id": "other"})
    assert "1 of 2 values come out of the models as they should" in shown
    passed, failed = (re.search(rf'class="{kind}"><svg.*?<path d="([^"]+)"/></svg>{word}<', shown)
                      for kind, word in (("pass", "Pass"), ("fail", "Fail")))  # fmt: skip
    assert passed[1] != failed[1]


def test_a_row_that_cannot_be_computed_shows_the_reason_as_text(page_of):
    shown = page_of({"given": {"wedge": 99}, "says": "<b>bold</b> & more"})
    assert "wedge is 99; it must lie between 0 and 20 degrees." in shown
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; more" in shown


@pytest.mark.parametrize(
    ("published", "tolerance", "shown"),
    [
        (1.57, 0.005, ("1.57", "1.570", "0.000", "± 0.005")),  # the tolerance asks for a digit more than was printed
        (1.563, 2, ("1.563", "1.570", "0.007", "± 2")),  # what was printed is never rounded
        (1.6, 0.1, ("1.6", "1.6", "0.0", "± 0.1")),  # no minus before nothing
        (-1.57, 0.5, ("−1.57", "1.57", "3.14", "± 0.5")),
        (1.57, 1e-12, ("1.57", "1.57", "0.00", "± 1e−12")),
    ],
)
def test_a_number_shows_the_digits_that_count(page_of, published, tolerance, shown):
    row = page_of({"published": published, "tolerance": tolerance}).split('<tr id="a-row">')[1].split("</tr>")[0]
    cells = re.findall(r'<td class="number">(.*?)</td>', row)
    assert tuple(cell.replace("&nbsp;", " ") for cell in cells) == shown


@pytest.fixture
def file(page, tmp_path):
    path = tmp_path / "verification.html"
    path.write_text(page, encoding="utf-8")
    return path


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_to_mend(file, offline_page, scheme, width):
    from axe_playwright_python.sync_playwright import Axe

    options = {"color_scheme": scheme, "bypass_csp": True, "viewport": {"width": width, "height": 800}}
    offline = offline_page(file, **options)
    assert Axe().run(offline.page).response["violations"] == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_only_tables_scroll_sideways_and_the_page_is_silent(file, offline_page, width):
    offline = offline_page(file, viewport={"width": width, "height": 800})
    assert offline.page.evaluate("document.documentElement.scrollWidth") <= width
    offline.assert_silent()


@pytest.mark.browser
def test_a_printed_page_cuts_no_table(file, offline_page):
    offline = offline_page(file, viewport={"width": 1000, "height": 700})
    offline.page.emulate_media(media="print")
    widest = "Math.max(...[...document.querySelectorAll('.table')].map(t => t.scrollWidth - t.clientWidth))"
    assert offline.page.evaluate(widest) <= 0
