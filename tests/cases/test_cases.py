"""The ten people of lesson 09: every way through every case is walked, and no way pays for ignoring a warning sign."""

import re
from collections import Counter

import pytest
import yaml

from lessons_lib import seeds
from lessons_lib.cases import bank
from lessons_lib.cases.case import CREDITS
from lessons_lib.cases.page import for_page
from lessons_lib.cases.rules import DELAYS, HELP, INSERTS, credit_of, walk
from lessons_lib.quiz.misconceptions import misconceptions
from tests.notebooks.prose import paragraphs, without_terms
from tests.notebooks.test_reading import MOST, grade

CASES = bank.load()
ALARMS = [id for id, case in CASES.items() if case.urgency is not None]
STEPS = [(id, name) for id, case in CASES.items() for name in case.steps]
WAYS = [(id, way) for id, case in CASES.items() for way in walk(case)]
#: What a learner does not read as running words.
UNREAD = {"id", "signs", "conditions", "feeling", "age", "does", "credit", "then", "start", "misconception", "claims"}
UNREAD |= {"number", "objective"}


def choices_of(case, way):
    return [case.steps[step].choices[place] for step, place in way[0]]


def best_ways(case):
    ways = list(walk(case))
    most = max(credit_of(case, way) for way in ways)
    return [way for way in ways if credit_of(case, way) == most]


def step_of(pair):
    return CASES[pair[0]].steps[pair[1]]


# --- every way --------------------------------------------------------------------------------------------------------


def test_there_are_ten_people_and_each_of_them_is_said_to_be_invented():
    assert len(CASES) == 10
    assert [id for id, case in CASES.items() if not case.person.startswith("*Invented.*")] == []


@pytest.mark.parametrize("id", CASES)
def test_every_way_comes_to_an_end_after_one_to_three_decisions(id):
    ends = {way[1] for way in walk(CASES[id])}
    assert ends == set(CASES[id].ends)
    assert {len(way[0]) for way in walk(CASES[id])} <= {1, 2, 3}
    assert max(len(way[0]) for way in walk(CASES[id])) >= 2


@pytest.mark.parametrize("id", CASES)
def test_the_best_ways_end_well_and_no_way_does_that_earns_less_than_half(id):
    case = CASES[id]
    assert {case.ends[way[1]].good for way in best_ways(case)} == {True}
    assert all(choice.credit == "full" for way in best_ways(case) for choice in choices_of(case, way))
    most = credit_of(case, best_ways(case)[0])
    assert [way for way in walk(case) if case.ends[way[1]].good and credit_of(case, way) < most / 2] == []


@pytest.mark.parametrize("id", CASES)
def test_a_choice_says_what_it_is_worth_and_why(id):
    for step in CASES[id].steps.values():
        assert all(choice.feedback for choice in step.choices)
        assert {choice.credit for choice in step.choices} >= {"full", "none"}


# --- warning signs ----------------------------------------------------------------------------------------------------


def test_at_least_three_people_have_a_warning_sign():
    assert len(ALARMS) >= 3
    assert {CASES[id].urgency for id in ALARMS} >= {0, 1, 2, 3}


@pytest.mark.parametrize("id", ALARMS)
def test_a_warning_sign_never_pays_for_an_insert_or_for_time_that_goes_by(id):
    case = CASES[id]
    most = credit_of(case, best_ways(case)[0])
    for way in walk(case):
        taken = choices_of(case, way)
        assert all(CREDITS[choice.credit] == 0 for choice in taken if choice.does in DELAYS)
        if any(choice.does in DELAYS for choice in taken):
            assert credit_of(case, way) < most
            assert not case.ends[way[1]].good


@pytest.mark.parametrize("id", ALARMS)
def test_a_warning_sign_ends_well_only_through_the_door_that_triage_names(id):
    case = CASES[id]
    for way in walk(case):
        if case.ends[way[1]].good:
            assert choices_of(case, way)[-1].does in HELP[case.urgency]
    assert case.where


@pytest.mark.parametrize("id", [id for id in ALARMS if CASES[id].urgency <= 1])
def test_the_best_way_loses_no_hour_and_every_delay_does(id):
    case = CASES[id]
    assert {sum(choice.hours for choice in choices_of(case, way)) for way in best_ways(case)} == {0}
    delays = [choice for step in case.steps.values() for choice in step.choices if choice.does in DELAYS]
    assert all(choice.hours > 0 for choice in delays)


@pytest.mark.parametrize("id", ALARMS)
def test_somebody_with_a_warning_sign_is_offered_an_insert_so_that_it_can_be_refused(id):
    assert any(choice.does in INSERTS for step in CASES[id].steps.values() for choice in step.choices)


def test_a_case_without_a_warning_sign_is_open_to_inserts():
    assert {case.products for id, case in CASES.items() if id not in ALARMS} == {"open"}


# --- balance ----------------------------------------------------------------------------------------------------------


def best_of(step):
    return [choice for choice in step.choices if choice.credit == "full"]


def test_an_insert_is_the_best_choice_for_three_people_or_more():
    helped = {id for id, name in STEPS if any(best.does in INSERTS for best in best_of(step_of((id, name))))}
    assert len(helped) >= 3
    assert not helped & set(ALARMS)


def test_saying_no_to_everything_is_not_the_best_way():
    refusing = [id for id, name in STEPS for choice in step_of((id, name)).choices if is_scorn(choice)]
    assert len(set(refusing)) >= 4


def is_scorn(choice):
    return choice.credit == "none" and choice.misconception == "no-proof-means-proof-of-no"


def longest_is_right(texts, right):
    return right[max(range(len(texts)), key=lambda place: len(texts[place]))]


def lists_of():
    """Each list one picks from: its kind, its texts, and which of them are right."""
    for pair in STEPS:
        step = step_of(pair)
        yield "choices", [one.text for one in step.choices], [one.credit == "full" for one in step.choices]
        yield "reasons", [one.text for one in step.reasons], [one.right for one in step.reasons]
    for case in CASES.values():
        for line in case.note.lines:
            yield "chips", [chip.text for chip in line.chips], [chip.right for chip in line.chips]


@pytest.mark.parametrize("kind", ["choices", "reasons", "chips"])
def test_the_longest_is_the_right_one_in_a_third_of_the_lists_at_most(kind):
    found = [longest_is_right(texts, right) for one, texts, right in lists_of() if one == kind]
    assert 0 < sum(found) <= len(found) / 3


@pytest.mark.parametrize("kind", ["choices", "reasons", "chips"])
def test_the_right_one_stands_in_no_place_more_than_half_of_the_time(kind):
    places = [right.index(True) for one, _, right in lists_of() if one == kind]
    counted = Counter(places)
    assert set(counted) >= {0, 1, 2}
    assert max(counted.values()) <= len(places) / 2


# --- words and numbers ------------------------------------------------------------------------------------------------


def strings(value):
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(part)


def readable(value):
    if isinstance(value, dict):
        return {field: readable(part) for field, part in value.items() if field not in UNREAD}
    return [readable(part) for part in value] if isinstance(value, list) else value


def stories():
    for path in sorted((seeds.folder() / "cases").glob("*.yaml")):
        yield from yaml.safe_load(path.read_text(encoding="utf-8"))


RAW = {story["id"]: readable(story) for story in stories()}
NUMBER = re.compile(r"(?<![\w.,])\d+(?:,\d{3})*(?:\.\d+)?")


@pytest.mark.parametrize("id", CASES)
def test_a_case_reads_at_grade_eight_or_below(id):
    texts = [part for text in strings(RAW[id]) for part in paragraphs(text)]
    assert grade(" ".join(without_terms(text) for text in texts)) <= MOST


@pytest.mark.parametrize("id", CASES)
def test_what_is_told_is_short(id):
    case = CASES[id]
    told = [case.person, case.lesson, *(step.told for step in case.steps.values())]
    told += [end.happened for end in case.ends.values()]
    assert max(len(text.split()) for text in told) <= 60


#: The story's own: what a person says of herself, what was offered, and what one may answer. Findings are the rest.
def own_numbers(story):
    steps = story["steps"].values()
    own = [story["title"], story["person"], *(f"{step['told']} {step['ask']}" for step in steps)]
    own += [choice["text"] for step in steps for choice in step["choices"]]
    return {number for text in own for number in NUMBER.findall(text)}


def known_numbers(case):
    claims = [seeds.claims()[claim] for claim in case.claims]
    texts = [f"{claim.studies_found} {claim.in_whom} {claim.compared_with} {claim.why_not_surer}" for claim in claims]
    constants = {f"{constant.value:g}" for constant in seeds.constants().values() if constant.unit == "mm"}
    return {number for text in texts for number in NUMBER.findall(text)} | constants


@pytest.mark.parametrize("id", CASES)
def test_every_number_of_an_explanation_is_the_story_s_own_or_stands_on_a_card_of_the_case(id):
    story, case = RAW[id], CASES[id]
    found = {number for text in strings(story) for number in NUMBER.findall(text)}
    assert found - own_numbers(story) - known_numbers(case) - {"00", "100"} <= {"8", "10"}


def test_people_are_counted_by_a_constant_or_a_model():
    ends = [end for case in CASES.values() for end in for_page(case)["ends"].values()]
    assert [round(end["people"]["number"]) for end in ends if end["people"]] == [90, 83]


@pytest.mark.parametrize("id", CASES)
def test_a_case_names_beliefs_and_claims_that_exist(id):
    case = CASES[id]
    tags = {choice.misconception for step in case.steps.values() for choice in step.choices} - {None}
    assert tags
    assert tags <= set(misconceptions())
    assert case.claims
    assert set(case.claims) <= set(seeds.claims())
    assert len(set(case.claims)) == len(case.claims)
