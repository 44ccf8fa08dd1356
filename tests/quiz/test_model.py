"""What counts as a question, and how its numbers are worked out."""

import pytest
from pydantic import ValidationError

from lessons_lib import seeds
from lessons_lib.models import chain
from lessons_lib.quiz.answer import FromConstant, FromModel, compute
from lessons_lib.quiz.model import QUESTION, ChoicePredict, Multiple, Numeric, NumericPredict, Single

COMMON = {"id": "a-question", "stem": "Why?", "explanation": "So.", "objective": "Know why."}
OPTIONS = [
    {"text": "A", "right": True, "feedback": "Yes."},
    {"text": "B", "feedback": "No.", "misconception": "one-way-chain"},
    {"text": "C", "feedback": "No.", "misconception": "one-way-chain"},
]
NUMBER = {"answer": {"constant": "pinto_tilt_both"}, "unit": "°"}
CHECK = {"tolerance": 0.1, "feedback": {"right": "Yes.", "low": "More.", "high": "Less."}}
SLIDER = {"low": 0, "high": 10, "step": 0.5, "close_within": 1, "then": "Move it."}
GUESS = {"feedback": {"close": "Close.", "low": "More.", "high": "Less."}}


@pytest.mark.parametrize(
    ("extra", "kind"),
    [
        ({"type": "single", "options": OPTIONS}, Single),
        ({"type": "multiple", "options": OPTIONS}, Multiple),
        ({"type": "numeric", **NUMBER, **CHECK}, Numeric),
        ({"type": "predict", **NUMBER, **SLIDER, **GUESS}, NumericPredict),
        ({"type": "predict", "options": OPTIONS, "then": "Move it."}, ChoicePredict),
    ],
)
def test_each_type_is_read_as_its_own_kind(extra, kind):
    assert type(QUESTION.validate_python(COMMON | extra)) is kind


def test_a_question_cannot_be_changed():
    question = QUESTION.validate_python(COMMON | {"type": "single", "options": OPTIONS})
    with pytest.raises(ValidationError):
        question.stem = "Other?"


def test_an_answer_is_never_a_typed_number():
    with pytest.raises(ValidationError, match="answers are computed"):
        QUESTION.validate_python(COMMON | {"type": "numeric", **NUMBER, **CHECK, "answer": 1.57})


def test_a_slider_begins_in_the_middle():
    assert QUESTION.validate_python(COMMON | {"type": "predict", **NUMBER, **SLIDER, **GUESS}).middle == 5


def test_the_middle_is_a_step_of_the_slider():
    odd = SLIDER | {"high": 13, "step": 1}
    assert QUESTION.validate_python(COMMON | {"type": "predict", **NUMBER, **odd, **GUESS}).middle == 6


def test_a_slider_begins_where_it_is_told_to():
    question = QUESTION.validate_python(COMMON | {"type": "predict", **NUMBER, **SLIDER, **GUESS, "start": 2})
    assert question.middle == 2


def test_a_constant_answers_with_its_value():
    assert compute(FromConstant(constant="pinto_tilt_both")) == seeds.constant("pinto_tilt_both").value


def test_a_constant_may_be_squared_scaled_and_rounded():
    answer = FromConstant(constant="r_shank_hip", squared=True, scale=100, decimals=0)
    assert compute(answer) == round(100 * seeds.constant("r_shank_hip").value ** 2)


def test_a_model_answers_with_the_part_that_is_taken():
    answer = FromModel(model="chain.respond", given={"wedge": 10, "feet": "one"}, take="pelvic_obliquity")
    assert compute(answer) == pytest.approx(float(chain.respond(10, "one").pelvic_obliquity))


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (FromConstant(constant="pinto_tilt_bot"), "did you mean pinto_tilt_both"),
        (FromModel(model="chain.respnd"), r"there is no chain\.respnd \(did you mean chain\.respond\?\)"),
        (FromModel(model="feet.walk"), r"there is no feet\.walk"),
        (
            FromModel(model="chain.respond", given={"wdge": 10}, take="pelvic_tilt"),
            "inputs that chain.respond takes",
        ),
        (FromModel(model="chain.respond", given={"wedge": 99}, take="pelvic_tilt"), "between 0 and 20"),
        (FromModel(model="chain.respond", given={"wedge": 10}, take="elbow"), "its part 'elbow' is not one"),
        (FromModel(model="chain.respond", given={"wedge": 10}), "a part named by `take` is not one"),
        (FromConstant(constant="pinto_tilt_both", scale=float("inf")), "a finite answer"),
    ],
)
def test_an_answer_that_cannot_be_computed_says_why(answer, sentence):
    with pytest.raises(ValueError, match=sentence):
        compute(answer)


def test_private_helpers_of_the_models_answer_nothing():
    with pytest.raises(ValidationError):
        FromModel(model="chain._climb")
