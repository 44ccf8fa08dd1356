"""What a lesson calls on, in one place: labs, questions, claim cards, the models behind them."""

from lessons_lib.asking import case, form, predict, quiz, resume, trust
from lessons_lib.claims.bibliography import bibliography
from lessons_lib.claims.card import claim
from lessons_lib.explorable import show
from lessons_lib.glossary.words import term, words
from lessons_lib.labs.build_the_forest_plot import build_the_forest_plot
from lessons_lib.labs.compared_with import compared_with
from lessons_lib.labs.domino import domino
from lessons_lib.labs.drop_the_heel import drop_the_heel
from lessons_lib.labs.evidence_relay import evidence_relay
from lessons_lib.labs.find_the_error import find_the_error
from lessons_lib.labs.five_plans import five_plans
from lessons_lib.labs.guideline_panel import guideline_panel
from lessons_lib.labs.how_rare import how_rare
from lessons_lib.labs.how_tightly import how_tightly
from lessons_lib.labs.insert_kinds import insert_kinds
from lessons_lib.labs.made_of_what import made_of_what
from lessons_lib.labs.meet_the_foot import meet_the_foot
from lessons_lib.labs.odds_clinic import odds_clinic
from lessons_lib.labs.pick_who_hurts import pick_who_hurts
from lessons_lib.labs.score_the_foot import score_the_foot
from lessons_lib.labs.sham_or_waiting_list import sham_or_waiting_list
from lessons_lib.labs.shape_beats_softness import shape_beats_softness
from lessons_lib.labs.short_leg import short_leg
from lessons_lib.labs.soft_landing import soft_landing
from lessons_lib.labs.spot_the_wedge import spot_the_wedge
from lessons_lib.labs.stance_phases import stance_phases
from lessons_lib.labs.time_heals_too import time_heals_too
from lessons_lib.labs.two_clinics import two_clinics
from lessons_lib.labs.two_way_tibia import two_way_tibia
from lessons_lib.labs.wet_foot import wet_foot
from lessons_lib.labs.what_does_an_insert_buy import what_does_an_insert_buy
from lessons_lib.labs.who_had_trouble import who_had_trouble
from lessons_lib.labs.why_backs_hurt import why_backs_hurt
from lessons_lib.looking_back import calibration, what_you_learned
from lessons_lib.models import chain, footprint
from lessons_lib.personal.aid import decision_aid
from lessons_lib.personal.ipdas import ipdas
from lessons_lib.personal.own_footprint import own_footprint
from lessons_lib.personal.own_trial import own_trial
from lessons_lib.personal.wear_in_planner import wear_in_planner
from lessons_lib.teaching.sheets import (
    core_trace,
    help_lines,
    hinge,
    hinge_key,
    homework,
    kit_list,
    lesson_plan,
    schedule,
    worksheet,
)

__all__ = [
    "bibliography",
    "build_the_forest_plot",
    "calibration",
    "case",
    "chain",
    "claim",
    "compared_with",
    "core_trace",
    "decision_aid",
    "domino",
    "drop_the_heel",
    "evidence_relay",
    "find_the_error",
    "five_plans",
    "footprint",
    "form",
    "guideline_panel",
    "help_lines",
    "hinge",
    "hinge_key",
    "homework",
    "how_rare",
    "how_tightly",
    "insert_kinds",
    "ipdas",
    "kit_list",
    "lesson_plan",
    "made_of_what",
    "meet_the_foot",
    "odds_clinic",
    "own_footprint",
    "own_trial",
    "pick_who_hurts",
    "predict",
    "quiz",
    "resume",
    "schedule",
    "score_the_foot",
    "sham_or_waiting_list",
    "shape_beats_softness",
    "short_leg",
    "show",
    "soft_landing",
    "spot_the_wedge",
    "stance_phases",
    "term",
    "time_heals_too",
    "trust",
    "two_clinics",
    "two_way_tibia",
    "wear_in_planner",
    "wet_foot",
    "what_does_an_insert_buy",
    "what_you_learned",
    "who_had_trouble",
    "why_backs_hurt",
    "words",
    "worksheet",
]
