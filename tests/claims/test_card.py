"""A claim card shows verdict and finding at once, the evidence on demand, and says everything in words."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from lessons_lib import seeds
from lessons_lib.claims.bibliography import bibliography
from lessons_lib.claims.card import GLOSSES, SAFETY, SHAPES, ClaimCard, claim
from lessons_lib.seeds.kinds import SAFETIES, VERDICTS

ALL = list(seeds.claims())


def html(claim_id):
    return claim(claim_id)._repr_html_()


def changed(**fields):
    return ClaimCard(replace(seeds.claims()["C020"], **fields))._repr_html_()


class Balance(HTMLParser):
    """Collects tags that are not closed in order."""

    def __init__(self):
        super().__init__()
        self.open, self.wrong = [], []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


@pytest.mark.parametrize("claim_id", ALL)
def test_every_card_is_closed_in_order(claim_id):
    reader = Balance()
    reader.feed(html(claim_id))
    assert (reader.open, reader.wrong) == ([], [])


def test_the_balance_check_can_fail():
    reader = Balance()
    reader.feed("<p><b></p>")
    assert reader.wrong


@pytest.mark.parametrize("claim_id", ALL)
def test_a_card_can_be_linked_to(claim_id):
    assert html(claim_id).count(f'id="claim-{claim_id}"') == 1


@pytest.mark.parametrize("claim_id", ALL)
def test_the_style_is_the_same_on_every_card(claim_id):
    assert html(claim_id).split("</style>")[0] == html("C020").split("</style>")[0]
    assert html(claim_id).startswith('<style data-lesson="claim">')


@pytest.mark.parametrize("claim_id", ALL)
def test_a_card_has_no_heading_and_no_script(claim_id):
    assert not re.search(r"<h[1-6]|<script|\son\w+=", html(claim_id))


@pytest.mark.parametrize("claim_id", ALL)
def test_a_card_answers_the_same_questions_for_and_against(claim_id):
    asked = re.findall(r"<dt>([^<]+)</dt>", html(claim_id))
    assert asked == [
        "Studies found",
        "The articles say",
        "In whom",
        "Compared with",
        "Who paid",
        "How sure are we",
        "References",
    ]


def test_the_finding_stands_before_the_fold():
    before, behind = html("C020").split("<details>")
    assert seeds.claims()["C020"].studies_found.split(".")[0] in before
    assert "In whom" not in before
    assert "In whom" in behind


def test_every_verdict_has_a_gloss_and_a_shape_of_its_own():
    assert set(GLOSSES) == set(SHAPES) == set(VERDICTS)
    assert len(set(SHAPES.values())) == len(VERDICTS)


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_verdict_is_said_in_words(verdict):
    shown = changed(verdict=verdict)
    assert f"<strong>{verdict.replace('-', ' ').capitalize()}</strong>: {GLOSSES[verdict]}" in shown
    assert 'aria-hidden="true"' in shown


def test_unsupported_is_not_called_disproved():
    assert "not proof of no effect" in html("C022")


def test_the_card_counts_articles_and_not_places():
    assert "(3 of the 5 articles: S1, S2, S4)" in html("C020")
    assert "(2 of the 5 articles: S0, S2)" in changed(sources=("S0-01", "S0-02", "S2-01"))


def test_a_claim_of_the_course_is_said_to_be_one():
    assert "(added by the course)" in changed(origin="course", sources=())


def test_references_link_to_their_doi():
    assert '<a href="https://doi.org/10.1016/j.math.2007.06.004" rel="noopener">' in html("C020")


def test_a_claim_without_references_says_so():
    assert "None was found." in html("C044")


def test_a_claim_in_two_halves_shows_both_verdicts():
    shown = html("C043")
    assert all(half.text in shown for half in seeds.claims()["C043"].sub_verdicts)
    assert "<strong>Unsupported.</strong>" in shown


def test_safety_is_said_only_where_there_is_some():
    assert set(SAFETY) == set(SAFETIES) - {"none"}
    assert SAFETY["stop"] in changed(safety="stop")
    assert 'class="lesson-claim-safety"' not in changed(safety="none")


def test_what_the_ledger_holds_is_shown_as_text():
    assert "<img" not in changed(text="<img src=x onerror=alert(1)>", who_paid="<img src=x>")


def test_the_repr_is_what_one_writes():
    assert repr(claim("C020")) == "claim('C020')"


def test_an_unknown_claim_names_its_neighbours():
    with pytest.raises(LookupError, match=r"There is no claim 'C20' in the ledger\. Did you mean .*'C020'"):
        claim("C20")


def test_a_card_is_the_same_each_time():
    assert html("C020") == html("C020")


def test_a_list_of_works_takes_lessons_claims_and_single_works():
    keys = [work.key for work in bibliography("C010", "chi2005").works]
    assert set(keys) == {*seeds.claims()["C010"].references, "chi2005"}
    assert {work.key for work in bibliography("01").works} >= {"pinto2008", "duval2010"}


@pytest.mark.parametrize("name", ["00", "C999", "chi2050"])
def test_a_list_of_works_of_nothing_is_refused_with_what_there_is(name):
    with pytest.raises(LookupError, match=f"called '{name}'; lessons are written with two digits"):
        bibliography(name)
