"""The table of warning signs is complete and says what was agreed; a file that does not is refused."""

import re

import pytest

from lessons_lib import seeds
from lessons_lib.advice.emergency import emergency
from lessons_lib.advice.signs import facts, rarity
from tests.notebooks.test_reading import grade

# The agreed table of signs (audit C3), row by row: most urgent and least urgent, typed apart from the seeds.
AGREED = {
    1: (0, 0), 2: (0, 0), 3: (0, 0), 4: (0, 0), 5: (0, 1), 6: (0, 0), 7: (0, 0), 8: (0, 0), 9: (0, 0), 10: (0, 0),
    11: (1, 1), 12: (0, 1), 13: (1, 3), 14: (1, 3), 15: (3, 3), 16: (3, 3), 17: (1, 1), 18: (1, 1), 19: (2, 2),
    20: (2, 2), 21: (0, 1), 22: (0, 0), 23: (1, 1), 24: (3, 3), 25: (0, 1), 26: (3, 3), 27: (3, 3), 28: (1, 1),
    29: (3, 3), 30: (0, 1), 31: (0, 1), 32: (0, 1), 33: (3, 3), 34: (4, 4), 35: (3, 3), 36: (3, 3), 37: (0, 1),
}  # fmt: skip
# "2 (1 if unwell)", "3; sudden after injury = 1", "3; cannot bear weight = 1" and row 34, which names two things.
SECOND = {
    "hot-foot-ill": (19, 1),
    "arch-sinks-injury": (26, 1),
    "bone-pain-no-step": (27, 1),
    "new-leg-difference": (34, 4),
}
FROM_MEMORY = {7, 11, 16, 17, 18, 24, 25, 27, 28, 29, 33, 37}
TEXTS = [(sign.id, " ".join((sign.text, *sign.parts, sign.means, sign.how_soon))) for sign in facts().signs.values()]


def signs():
    return facts().signs.values()


def test_every_row_of_the_agreed_table_stands_in_the_file():
    assert {sign.row for sign in signs()} == set(AGREED)
    assert len(signs()) == len(AGREED) + len(SECOND)


@pytest.mark.parametrize("sign", signs(), ids=lambda sign: sign.id)
def test_a_sign_is_as_urgent_as_agreed(sign):
    if sign.id in SECOND:
        assert (sign.row, sign.urgency) == SECOND[sign.id]
    else:
        assert (sign.urgency, sign.least) == AGREED[sign.row]


def test_a_range_of_urgency_says_when_which_end_holds():
    assert [sign.id for sign in signs() if (sign.least > sign.urgency) != bool(sign.how_soon)] == []


def test_what_was_partly_or_wholly_from_memory_says_so():
    assert {sign.row for sign in signs() if sign.provenance != "read"} == FROM_MEMORY


def test_every_sign_has_a_source_and_the_page_a_date_and_a_day_of_review():
    assert all(sign.source and sign.means for sign in signs())
    written, review_by = facts().about["written"], facts().about["review_by"]
    assert "2026-01-01" < written < review_by < "2028-12-31"


@pytest.mark.parametrize(("name", "text"), TEXTS, ids=[name for name, _ in TEXTS])
def test_a_sign_is_written_in_plain_words(name, text):
    assert grade(text) <= 8
    assert not re.search(r"\b(GP|A&E|999|911|112|NHS|ER|111)\b", text), "country-neutral"


def test_all_texts_of_triage_together_read_at_grade_six_or_below():
    known = facts()
    whole = " ".join(
        [*known.about.values(), *(text for _, text in TEXTS), *(one.text for one in known.conditions.values())]
        + [one.because for one in known.conditions.values()]
        + [one.text for one in known.stop_rules.values()]
        + list(emergency().places.values())
    )
    assert grade(re.sub(r"\d{4}-\d\d-\d\d", "", whole)) <= 6


def test_the_rarity_of_serious_causes_has_one_denominator_and_the_numbers_of_the_seeds():
    assert rarity() == (
        "cancer: fewer than 100", "fracture: about 400", "cauda equina: about 4", "infection: about 1",
    )  # fmt: skip
    assert "10,000" in facts().about["rare"]


def test_r7_the_stop_rules_for_wearing_are_those_agreed():
    texts = " ".join(rule.text for rule in facts().stop_rules.values())
    words = ("numbness", "weakness", "blister", "24 to 48", "hot", "pale", "blue", "calf", "bone", "night", "gives way")
    assert [word for word in words if word not in texts] == []
    assert "gone by the next morning" in facts().about["soreness"]


def test_only_the_two_weak_signs_leave_the_options_to_be_read_below_the_clinician():
    assert [sign.id for sign in signs() if sign.options_below] == ["first-after-50", "not-better"]


# Samples that must fail


def spoil(data):
    data["signs"]["saddle-numb"].update(urgency=7, place="hospital-of-the-moon", group="nervs", provenance="hearsay")
    data["signs"]["leg-weaker"].update(least=0)
    data["signs"]["chest-pain"].update(options_below=True, colour="red", references=["nobody1999"])
    data["signs"]["both-legs"] = "urgent"
    data["conditions"]["diabetes"].update(closes=["produkt"], claims=["C999"])
    data["conditions"]["severe-pain"].update(closes=["ask"])
    data["safety_net"]["accident"]["signs"] = ["acident"]
    data["levels"]["now"]["urgency"] = 1
    data["about"]["written"] = "yesterday"
    del data["about"]["purpose"]
    data["extra"] = {}


SPOILT = [
    "signs, saddle-numb, urgency: expected a whole number from 0 to 4, found 7",
    "signs, saddle-numb, place: expected a place of emergency.yaml, found 'hospital-of-the-moon'",
    "signs, saddle-numb, group: expected one of the groups, found 'nervs' (did you mean nerves?)",
    "signs, saddle-numb, provenance: expected one of read, part, memory, found 'hearsay'",
    "signs, leg-weaker, least: expected a number above the urgency of 0, found 0",
    "signs, chest-pain, options_below: expected true for a sign of urgency 3 only, found it for urgency 0",
    "signs, chest-pain, colour: expected no such field",
    "signs, chest-pain, references: expected the key of a work in references.bib, found 'nobody1999'",
    "signs, both-legs: expected fields below this name",
    "conditions, diabetes, closes: expected something that can be closed, found 'produkt' (did you mean product?)",
    "conditions, diabetes, claims: expected a claim of the ledger, found 'C999'",
    "conditions, severe-pain, closes: expected product too, where options or ask is closed",
    "safety_net, accident, signs: expected a sign, found 'acident' (did you mean accident?)",
    "safety_net, signs: expected every sign of urgency 0, found no line for accident",
    "levels, urgency: expected each of 0 to 4 once",
    "about, written: expected a date in quotes",
    "about, purpose: expected some text, found nothing",
    "extra: expected no such section",
]


def test_a_bad_file_is_refused_with_all_problems_at_once(broken):
    with pytest.raises(seeds.SeedProblems) as refused:
        facts(broken("triage.yaml", spoil))
    told = str(refused.value)
    assert [line for line in SPOILT if f"triage.yaml, {line}" not in told] == []


def test_a_missing_section_is_named(broken):
    with pytest.raises(seeds.SeedProblems, match=r"triage.yaml, stop_rules: expected this section, found nothing"):
        facts(broken("triage.yaml", lambda data: data.pop("stop_rules")))
