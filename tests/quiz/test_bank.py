"""The bank tells every mistake at once, each in one precise line; the real bank has none."""

import copy
from collections import Counter

import pytest
import yaml

from lessons_lib import seeds
from lessons_lib.quiz import bank
from lessons_lib.quiz.answer import compute
from lessons_lib.quiz.choices import Choice
from lessons_lib.quiz.misconceptions import misconceptions
from lessons_lib.quiz.model import Multiple, Predict, Single

from .samples import FILL, HOTSPOT, JUDGE, MATCH, ORDER, WORDS

KINETIC_CHAIN = {"C019", "C020", "C021", "C022", "C042", "C043", "C044", "C045", "C048", "C159"}
WRONG = {"text": "B", "feedback": "No.", "misconception": "one-way-chain"}
SINGLE = {
    "id": "a-single",
    "type": "single",
    "stem": "Why?",
    "explanation": "So.",
    "objective": "Know why.",
    "claims": ["C020"],
    "options": [{"text": "A", "right": True, "feedback": "Yes."}, WRONG, WRONG | {"text": "C"}],
}
NUMERIC = {key: value for key, value in SINGLE.items() if key != "options"} | {
    "id": "a-number",
    "type": "numeric",
    "answer": {"constant": "pinto_tilt_both"},
    "unit": "°",
    "tolerance": 0.1,
    "feedback": {"right": "Yes.", "low": "More.", "high": "Less."},
    "traps": [{"value": 10, "tolerance": 0.1, "feedback": "No.", "misconception": "one-way-chain"}],
}
PREDICT = {key: value for key, value in NUMERIC.items() if key not in ("tolerance", "traps")} | {
    "id": "a-guess",
    "type": "predict",
    "low": 0,
    "high": 10,
    "step": 0.5,
    "close_within": 1,
    "then": "Move it.",
    "feedback": {"close": "Close.", "low": "More.", "high": "Less."},
}
NOTHING = object()


def write(tmp_path, *files):
    folder = tmp_path / "questions"
    folder.mkdir(exist_ok=True)
    for number, text in enumerate(files, 1):
        (folder / f"0{number}-lesson.yaml").write_text(
            text if isinstance(text, str) else yaml.safe_dump(text, allow_unicode=True, sort_keys=False),
            encoding="utf-8",
        )
    return tmp_path


def broken(question, path, value):
    """A copy of a question in which one place is changed, or gone."""
    question = copy.deepcopy(question)
    *way, last = path
    place = question
    for step in way:
        place = place[step]
    if value is NOTHING:
        del place[last]
    else:
        place[last] = value
    return question


def complaints(tmp_path, *files):
    with pytest.raises(seeds.SeedProblems) as caught:
        bank.load(write(tmp_path, *files))
    return [str(problem) for problem in caught.value.problems]


def test_the_samples_are_sound_before_they_are_broken(tmp_path):
    assert list(bank.load(write(tmp_path, [SINGLE, NUMERIC, PREDICT]))) == ["a-single", "a-number", "a-guess"]


@pytest.mark.parametrize(
    ("question", "path", "value", "said"),
    [
        (SINGLE, ["explanation"], NOTHING, "a-single, explanation: expected this field, found nothing"),
        (SINGLE, ["stem"], "  ", "a-single, stem: expected some text, found nothing"),
        (SINGLE, ["stem"], 3.1, "a-single, stem: expected text, in quotes if need be, found 3.1"),
        (SINGLE, ["stem"], r"Is $\foo$?", r"a-single, stem: expected The formula"),
        (SINGLE, ["expalnation"], "x", "a-single, expalnation: expected no such field (is it misspelt?)"),
        (
            SINGLE,
            ["type"],
            "essay",
            "a-single, type: expected one of single, multiple, numeric, predict, order, match, fill, "
            "hotspot and judge, found 'essay'",
        ),
        (
            SINGLE,
            ["type"],
            NOTHING,
            "a-single, type: expected one of single, multiple, numeric, predict, order, match, fill, "
            "hotspot and judge, found nothing",
        ),
        (SINGLE, ["id"], "A Single", "A Single, id: expected a name like chain-check-1, found 'A Single'"),
        (
            SINGLE,
            ["hints"],
            "one",
            "a-single, hints: expected a list (lines that begin with a dash), found 'one'",
        ),
        (
            SINGLE,
            ["claims"],
            ["C02O"],
            "a-single, claim 1: expected one of the claim ids of seeds/claims, found 'C02O'",
        ),
        (SINGLE, ["options"], [], "a-single, options: expected at least 3 of them, found 0"),
        (SINGLE, ["options", 2], NOTHING, "a-single, options: expected at least 3 of them, found 2"),
        (
            SINGLE,
            ["options", 0, "right"],
            False,
            "a-single, options: expected exactly one right option, found 0",
        ),
        (
            SINGLE,
            ["options", 1, "right"],
            True,
            "a-single, options: expected exactly one right option, found 2",
        ),
        (
            SINGLE,
            ["options", 0, "right"],
            "perhaps",
            "a-single, option 1, right: expected true or false, found 'perhaps'",
        ),
        (
            SINGLE,
            ["options", 1, "feedback"],
            NOTHING,
            "a-single, option 2, feedback: expected this field, found nothing",
        ),
        (
            SINGLE,
            ["options", 2, "text"],
            " b ",
            "a-single, options: expected options that differ; 2 and 3 are alike",
        ),
        (
            SINGLE,
            ["options", 1, "misconception"],
            NOTHING,
            "a-single, options: expected a misconception with each wrong option; option 2 has none",
        ),
        (
            SINGLE,
            ["options", 1, "misconception"],
            "feet-are-magic",
            "a-single, option 2, misconception: expected one of the tags of seeds/misconceptions.yaml, "
            "found 'feet-are-magic'",
        ),
        (SINGLE, ["options", 1], "B", "a-single, option 2: expected lines of `name: value`, found 'B'"),
        (NUMERIC, ["answer"], 1.57, "a-number, answer: expected `constant: name` or `model: file.function`"),
        (
            NUMERIC,
            ["answer", "constant"],
            "pinto",
            "a-number, answer: expected the name of a constant. There is no",
        ),
        (
            NUMERIC,
            ["answer"],
            {"model": "chain.jump"},
            "a-number, answer: expected a function of lessons_lib.models",
        ),
        (
            NUMERIC,
            ["answer"],
            {"model": "jump"},
            "a-number, answer, model: expected a name like chain.respond",
        ),
        (
            NUMERIC,
            ["answer", "decimals"],
            -1,
            "a-number, answer, decimals: expected a number from 0 up, found -1",
        ),
        (NUMERIC, ["tolerance"], 0, "a-number, tolerance: expected a number above 0, found 0"),
        (NUMERIC, ["tolerance"], "little", "a-number, tolerance: expected a number, found 'little'"),
        (
            NUMERIC,
            ["feedback", "low"],
            NOTHING,
            "a-number, feedback, low: expected this field, found nothing",
        ),
        (
            NUMERIC,
            ["traps", 0, "value"],
            1.6,
            "a-number: expected traps that are wrong answers; 1.6 counts as right",
        ),
        (
            SINGLE,
            ["options", 0, "sceptical"],
            "very",
            "a-single, option 1, sceptical: expected true or false, found 'very'",
        ),
        (SINGLE, ["affirms"], "no way", "a-single, affirms: expected true or false, found 'no way'"),
        (PREDICT, ["then"], NOTHING, "a-guess, then: expected this field, found nothing"),
        (PREDICT, ["high"], 0, "a-guess: expected a slider that runs upwards, found 0 to 0"),
        (PREDICT, ["high"], 1, "a-guess: expected a slider that reaches the answer 1.57"),
        (PREDICT, ["start"], 11, "a-guess: expected a start on the slider, found 11"),
    ],
)
def test_one_mistake_gives_its_one_message(tmp_path, question, path, value, said):
    told = complaints(tmp_path, [broken(question, path, value)])
    assert len(told) == 1
    assert told[0].startswith(f"questions/01-lesson.yaml, {said}")


def test_no_right_option_among_many_is_one_message(tmp_path):
    told = complaints(tmp_path, [broken(SINGLE, ["options", 0, "right"], False) | {"type": "multiple"}])
    assert told == ["questions/01-lesson.yaml, a-single, options: expected at least one right option, found none"]


def two_sceptics():
    return broken(broken(SINGLE, ["options", 1], WRONG | {"sceptical": True}), ["options", 2, "sceptical"], True)


def test_at_most_one_option_is_the_most_sceptical(tmp_path):
    told = complaints(tmp_path, [two_sceptics()])
    wanted = "options: expected at most one option that is the most sceptical, found 2"
    assert told == [f"questions/01-lesson.yaml, a-single, {wanted}"]


def test_an_option_of_many_is_never_the_most_sceptical(tmp_path):
    told = complaints(tmp_path, [broken(SINGLE, ["options", 0, "sceptical"], True) | {"type": "multiple"}])
    wanted = "option 1, sceptical: expected no such field (is it misspelt?)"
    assert told == [f"questions/01-lesson.yaml, a-single, {wanted}"]


ITEM, PAIR, OPTION, PLACE = ORDER["items"][0], MATCH["pairs"][0], FILL["blanks"]["wedge"][0], HOTSPOT["places"][0]


@pytest.mark.parametrize(
    ("question", "path", "value", "said"),
    [
        (ORDER, ["ends"], ["most"], "an-order, ends: expected two words, one for each end, found 1"),
        (ORDER, ["items"], [ITEM, ORDER["items"][1]], "an-order, items: expected at least 3 of them, found 2"),
        (ORDER, ["items"], [ITEM] * 7, "an-order, items: expected at most 6 of them, found 7"),
        (ORDER, ["items", 3, "text"], "the  SOLE", "an-order, items: expected items that differ; 1 and 4 are alike"),
        (ORDER, ["items", 1, "feedback"], NOTHING, "an-order, item 2, feedback: expected this field, found nothing"),
        (ORDER, ["items", 1, "right"], True, "an-order, item 2, right: expected no such field"),
        (MATCH, ["pairs"], [PAIR, PAIR], "a-match, pairs: expected at least 3 of them, found 2"),
        (MATCH, ["pairs", 1, "left"], "Foot", "a-match, pairs: expected left sides that differ; 1 and 2 are alike"),
        (MATCH, ["pairs", 2, "right"], "On the ground", "a-match: expected right sides that differ; 1 and 3 are alike"),
        (
            MATCH,
            ["others", 0, "right"],
            "on the ground",
            "a-match: expected right sides that differ; 1 and 4 are",
        ),
        (MATCH, ["others"], MATCH["others"] * 3, "a-match, others: expected at most 2 of them, found 3"),
        (MATCH, ["pairs", 0, "feedback"], NOTHING, "a-match, pair 1, feedback: expected this field, found nothing"),
        (
            MATCH,
            ["others", 0, "misconception"],
            "magic",
            "a-match, other 1, misconception: expected one of the tags of seeds/misconceptions.yaml, found 'magic'",
        ),
        (
            FILL,
            ["text"],
            "A wedge of {wedge}.",
            "a-fill: expected each blank once as a gap of the text; the text has wedge, the blanks are wedge, tilt",
        ),
        (
            FILL,
            ["text"],
            "{wedge} {tilt} {tilt}",
            "a-fill: expected each blank once as a gap of the text; the text has",
        ),
        (FILL, ["text"], "No gap.", "a-fill: expected each blank once as a gap of the text; the text has none"),
        (FILL, ["blanks", "wedge"], [OPTION], "a-fill, blanks: expected at least 2 of them, found 1 (gap wedge)"),
        (FILL, ["blanks", "wedge"], [OPTION] * 5, "a-fill, blanks: expected at most 4 of them, found 5 (gap wedge)"),
        (
            FILL,
            ["blanks", "tilt", 1, "right"],
            True,
            "a-fill, blanks: expected exactly one right option, found 2 (gap tilt)",
        ),
        (
            FILL,
            ["blanks", "tilt", 1, "text"],
            "A little",
            "a-fill, blanks: expected options that differ; 1 and 2 are alike (gap tilt)",
        ),
        (HOTSPOT, ["picture"], "a foot", "a-hotspot, picture: expected a name like chain-check-1, found 'a foot'"),
        (HOTSPOT, ["places"], [PLACE, PLACE], "a-hotspot, places: expected at least 3 of them, found 2"),
        (HOTSPOT, ["places", 1, "right"], False, "a-hotspot, places: expected exactly one right place, found 0"),
        (HOTSPOT, ["places", 2, "place"], "heel", "a-hotspot, places: expected places that differ; 2 and 3 are alike"),
        (HOTSPOT, ["places", 0, "text"], "Up in the shin", "a-hotspot, places: expected texts that differ; 1 and 3"),
        (JUDGE, ["claim"], "C999", "a-judge, claim: expected one of the claim ids of seeds/claims, found 'C999'"),
        (JUDGE, ["claim"], NOTHING, "a-judge, claim: expected this field, found nothing"),
        (JUDGE, ["stem"], "Why?", "a-judge, stem: expected no such field"),
        (JUDGE, ["affirms"], True, "a-judge, affirms: expected no such field"),
        (
            JUDGE,
            ["feedback", "partly"],
            NOTHING,
            "a-judge, feedback: expected a line for each of supported, partly, contested, unsupported, contradicted, "
            "found supported, contested, unsupported, contradicted",
        ),
        (
            JUDGE,
            ["misconceptions"],
            {"unsupported": "one-way-chain"},
            "a-judge, misconceptions: expected wrong verdicts only (supported, partly, contested, contradicted), "
            "found unsupported",
        ),
    ],
)
def test_one_mistake_in_a_newer_type_gives_its_one_message(tmp_path, question, path, value, said):
    told = complaints(tmp_path, [broken(question, path, value)])
    assert len(told) == 1
    assert told[0].startswith(f"questions/01-lesson.yaml, {said}")


def test_the_newer_samples_are_sound_before_they_are_broken(tmp_path):
    wanted = ["an-order", "a-match", "a-fill", "a-hotspot", "a-judge"]
    assert list(bank.load(write(tmp_path, [ORDER, MATCH, FILL, HOTSPOT, JUDGE]))) == wanted


def test_practical_advice_takes_the_place_of_contradicted(tmp_path):
    advice = next(claim.id for claim in seeds.claims().values() if claim.verdict == "practical-advice")
    told = complaints(tmp_path, [JUDGE | {"claim": advice}])
    assert told[0].endswith(f"practical-advice, found {', '.join(WORDS)}")
    sound = JUDGE | {"claim": advice, "feedback": dict.fromkeys((*WORDS[:4], "practical-advice"), "So.")}
    (tmp_path / "sound").mkdir()
    assert bank.load(write(tmp_path / "sound", [sound]))["a-judge"].verdicts[-1] == "practical-advice"


def test_an_id_used_in_two_files_names_the_first(tmp_path):
    told = complaints(tmp_path, [SINGLE], [SINGLE])
    assert len(told) == 1
    assert told[0].startswith("questions/02-lesson.yaml, a-single, id: expected an id that is used once")
    assert "questions/01-lesson.yaml" in told[0]


def test_a_question_without_an_id_is_called_by_its_place(tmp_path):
    told = complaints(tmp_path, [NUMERIC, broken(SINGLE, ["id"], NOTHING)])
    assert told == ["questions/01-lesson.yaml, entry 2, id: expected this field, found nothing"]


def test_broken_yaml_names_its_line(tmp_path):
    told = complaints(tmp_path, "- id: a\n  stem: [open\n")
    assert len(told) == 1
    assert told[0].startswith("questions/01-lesson.yaml, line 3: expected valid YAML")


def test_a_key_written_twice_is_told(tmp_path):
    text = yaml.safe_dump([SINGLE]).replace("stem: Why?", "stem: Why?\n  stem: Why not?")
    told = complaints(tmp_path, text)
    assert len(told) == 1
    assert "stem: expected this key once only" in told[0]


def test_a_file_that_is_no_list_is_told(tmp_path):
    assert complaints(tmp_path, "id: a\n") == ["questions/01-lesson.yaml: expected a list of entries"]


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path):
    worst = broken(broken(broken(SINGLE, ["stem"], NOTHING), ["claims"], ["C999"]), ["options", 1, "feedback"], NOTHING)
    told = complaints(tmp_path, [worst, broken(NUMERIC, ["tolerance"], 0)], [broken(PREDICT, ["then"], NOTHING)])
    assert [line.split(": ")[0] for line in told] == [
        "questions/01-lesson.yaml, a-single, claim 1",
        "questions/01-lesson.yaml, a-single, stem",
        "questions/01-lesson.yaml, a-single, option 2, feedback",
        "questions/01-lesson.yaml, a-number, tolerance",
        "questions/02-lesson.yaml, a-guess, then",
    ]


def test_no_message_speaks_of_the_validator(tmp_path):
    worst = {"id": 3, "type": "single", "options": [{"text": 1}], "claims": 5, "hints": {"a": 1}, "extra": []}
    told = "\n".join(complaints(tmp_path, [worst, {"type": "numeric", "answer": {"model": 3}, "traps": "x"}]))
    assert not [word for word in ("Input", "pydantic", "str_", "branch:", "Value error", "{input}") if word in told]


def test_an_unknown_question_names_its_neighbours():
    with pytest.raises(LookupError, match=r"There is no question 'chain-chek-1'.*Did you mean 'chain-check-1'"):
        bank.find("chain-chek-1")


def test_a_question_far_from_all_others_is_said_to_be_so():
    with pytest.raises(LookupError, match="None of its"):
        bank.find("zzzzzz")


# --- the real bank

REAL = list(bank.load().values())
CHOICES = [question for question in REAL if isinstance(question, Choice)]
CHECKS = [question for question in REAL if not isinstance(question, Predict)]


def test_the_vocabulary_holds_25_beliefs():
    assert len(misconceptions()) == 25


def test_a_broken_vocabulary_is_told(tmp_path):
    (tmp_path / "misconceptions.yaml").write_text("- id: a-belief\n  belief: x\n  claims: [C1]\n", encoding="utf-8")
    with pytest.raises(seeds.SeedProblems) as caught:
        misconceptions(tmp_path)
    assert [problem.field for problem in caught.value.problems] == ["counter", "claim 1"]


def test_every_claim_of_the_kinetic_chain_is_asked_about():
    asked = {claim for question in CHECKS for claim in question.claims}
    assert asked >= KINETIC_CHAIN


def test_lesson_01_has_its_four_predictions():
    wanted = {"which-stands-on-ten", "pelvis-at-10", "tibia-share", "lordosis-camps"}
    assert {question.id for question in REAL if isinstance(question, Predict)} >= wanted


def test_the_right_option_has_no_favourite_place():
    places = [[o.right for o in question.options].index(True) for question in CHECKS if isinstance(question, Single)]
    assert max(Counter(places).values()) <= 0.5 * len(places)


def test_no_belief_is_right_in_one_item_that_is_wrong_in_it_as_well():
    for question in CHOICES:
        assert not [option for option in question.options if option.right and option.misconception]


def test_an_option_that_is_wrong_in_a_multiple_item_has_a_belief_too():
    wrong = [option for q in REAL if isinstance(q, Multiple) for option in q.options if not option.right]
    assert all(option.misconception for option in wrong)


# The items of lesson 01 in which the chain, or a link of it, turns out to be real.
SAY_YES = {"chain-check-1", "chain-check-3", "chain-check-9", "chain-check-13", "chain-check-17"}


def test_the_checks_of_lesson_01_that_say_yes_this_is_so_are_marked():
    assert {
        question.id for question in CHECKS if question.id.startswith("chain-check-") and question.affirms
    } == SAY_YES


@pytest.mark.parametrize(
    ("question_id", "number"),
    [
        ("pelvis-at-10", 1.6),
        ("tibia-share", 3.1),
        ("chain-check-5", 9),
        ("chain-check-9", 3.4),
        ("chain-check-10", -0.78),
    ],
)
def test_the_numbers_in_the_explanations_are_the_computed_ones(question_id, number):
    assert compute(bank.find(question_id).answer) == pytest.approx(number)
