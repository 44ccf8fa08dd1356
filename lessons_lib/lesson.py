"""What a lesson calls on, in one place: labs, questions, claim cards, the models behind them."""

from lessons_lib.claims.bibliography import bibliography
from lessons_lib.claims.card import claim
from lessons_lib.explorable import show
from lessons_lib.labs.domino import domino
from lessons_lib.labs.how_tightly import how_tightly
from lessons_lib.labs.spot_the_wedge import spot_the_wedge
from lessons_lib.labs.two_way_tibia import two_way_tibia
from lessons_lib.models import chain
from lessons_lib.quiz.widget import predict, quiz

__all__ = [
    "bibliography",
    "chain",
    "claim",
    "domino",
    "how_tightly",
    "predict",
    "quiz",
    "show",
    "spot_the_wedge",
    "two_way_tibia",
]
