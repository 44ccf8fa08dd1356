"""One small question of each type, and the widgets that ask them."""

from typing import Any

from lessons_lib import seeds
from lessons_lib.labs.pictures import draw_picture
from lessons_lib.quiz.forms import Form
from lessons_lib.quiz.model import QUESTION, Hotspot, Picture, Question
from lessons_lib.quiz.trust import Trust
from lessons_lib.quiz.widget import QuizWidget

BELIEF = "one-way-chain"
COMMON: dict[str, Any] = {"stem": "Why?", "explanation": "Because it is so.", "objective": "Know why."}
SINGLE = COMMON | {
    "id": "a-single",
    "type": "single",
    "hints": ["Think."],
    "options": [
        {"text": "The first", "feedback": "No, not the first.", "misconception": BELIEF, "sceptical": True},
        {"text": "The second", "right": True, "feedback": "Yes, the second."},
        {"text": "The third", "feedback": "No, not the third.", "misconception": BELIEF},
    ],
}
ORDER = COMMON | {
    "id": "an-order",
    "type": "order",
    "stem": "Put them into order, from the ground up.",
    "ends": ["lowest", "highest"],
    "hints": ["Begin with what touches the ground."],
    "items": [
        {"text": "The sole", "feedback": "It touches the ground."},
        {"text": "The shin", "feedback": "It stands on the foot."},
        {
            "text": "The hip, the one joint of these that is a ball in a cup",
            "feedback": "Above the leg.",
        },
        {"text": "The skull", "feedback": "Nothing is above it."},
    ],
}
MATCH = COMMON | {
    "id": "a-match",
    "type": "match",
    "stem": "What belongs to what?",
    "pairs": [
        {"left": "Foot", "right": "on the ground", "feedback": "We stand on it."},
        {"left": "Knee, which bends", "right": "in the middle", "feedback": "Between hip and ankle."},
        {"left": "Hip", "right": "at the top of the leg", "feedback": "Where the leg begins."},
    ],
    "others": [{"right": "nowhere in the whole of the body", "feedback": "It is somewhere.", "misconception": BELIEF}],
}
FILL = COMMON | {
    "id": "a-fill",
    "type": "fill",
    "stem": "Fill the gaps.",
    "text": "A wedge of {wedge} tips the pelvis by {tilt}, *on average*.",
    "blanks": {
        "wedge": [
            {"text": "10 degrees", "right": True, "feedback": "That was the wedge."},
            {"text": "90 degrees", "feedback": "You would fall over.", "misconception": BELIEF},
        ],
        "tilt": [
            {"text": "a little", "right": True, "feedback": "Some gets lost on the way."},
            {"text": "a lot", "feedback": "Most gets lost on the way.", "misconception": BELIEF},
            {"text": "nothing", "feedback": "Some does arrive.", "misconception": BELIEF},
        ],
    },
}
HOTSPOT = COMMON | {
    "id": "a-hotspot",
    "type": "hotspot",
    "stem": "Where is the heel bone?",
    "picture": "foot_inside",
    "places": [
        {"place": "big-toe", "text": "at the big toe", "feedback": "That is the other end.", "misconception": BELIEF},
        {"place": "heel", "text": "at the back, below", "right": True, "feedback": "Yes, it touches the ground."},
        {"place": "shin", "text": "up in the shin", "feedback": "That is the leg.", "misconception": BELIEF},
    ],
}
WORDS = ("supported", "partly", "contested", "unsupported", "contradicted")
JUDGE = {
    "id": "a-judge",
    "type": "judge",
    "claim": "C024",
    "objective": "Judge.",
    "feedback": {word: f"You said {word}." for word in WORDS},
    "misconceptions": {"supported": BELIEF},
}
SAMPLES = {one["type"]: one for one in (SINGLE, ORDER, MATCH, FILL, HOTSPOT, JUDGE)}


def make(raw: dict[str, Any]) -> Question:
    """A typed question."""
    return QUESTION.validate_python(raw)


def make_picture(name: str = "foot_inside") -> Picture:
    """A picture of the labs, as lessons_lib/asking.py hands it over."""
    return Picture(*draw_picture(name, "test"))


def make_form() -> Form:
    """A form of three questions."""
    return Form("A", (make(SINGLE), make(JUDGE), make(SINGLE | {"id": "another-single"})))


def make_trust(moment: str = "start") -> Trust:
    """Six claims to rate."""
    return Trust(moment, tuple(seeds.claims()[claim] for claim in ("C001", "C005", "C030", "C083", "C166", "C174")))


def make_widget(kind: str, **state: Any) -> QuizWidget:
    """The widget that asks the sample of a type, "form" or "trust"."""
    if kind in ("form", "trust"):
        return QuizWidget(make_form() if kind == "form" else make_trust(), **state)
    return QuizWidget(make(SAMPLES[kind]), make_picture() if kind == "hotspot" else None, **state)


def picture_of(question: Question) -> Picture | None:
    """The picture a question points at, if it does."""
    return make_picture(question.picture) if isinstance(question, Hotspot) else None
