"""R1 to R17, the rules that must hold: each has a test of its name here, and what pages and lessons owe is listed."""

import re
from pathlib import Path

from lessons_lib import advice, seeds

HERE = Path(__file__).parent
RULES = {f"R{number}" for number in range(1, 18)}
# What the engine alone cannot show: those who build the pages and lessons test it there.
ELSEWHERE = {
    "R1": "planner, diary, calendar, footprint and cases: each calls require(gate, ...) before anything else",
    "R6": "the page shows the headline and the whole safety net",
    "R7": "the planner steps back, stops and names the places of stop_rules",
    "R8": "the page states the side of a lift and that a clinician sets its height",
    "R9": "the diary shows about['diary'] and a stop button, and reads 'cannot tell' by default",
    "R14": "lesson 02 shows about['barefoot'] before the upload",
    "R15": "every page that advises shows the notes of the triage",
    "R16": "the publisher's page says check first",
    "R17": "no question of lesson 09 gives credit for trying an insert meanwhile",
}


def rules_with_a_test():
    names = " ".join(path.read_text(encoding="utf-8") for path in HERE.glob("test_*.py"))
    found = re.findall(r"def test_((?:r\d+_)+)", names)
    return {rule.upper() for group in found for rule in group.strip("_").split("_")}


def test_each_of_the_seventeen_rules_has_a_test_in_its_name():
    assert rules_with_a_test() == RULES


def test_what_is_owed_elsewhere_belongs_to_a_rule():
    assert set(ELSEWHERE) <= RULES


def test_the_shipped_files_have_no_problems():
    assert advice.problems() == ()


def test_problems_of_all_files_come_at_once(broken):
    root = broken("advice.yaml", lambda data: data.pop("values"))
    (root / "triage.yaml").write_text("[]", encoding="utf-8")
    assert {problem.file for problem in advice.problems(root)} == {"advice.yaml", "triage.yaml"}
    assert all(isinstance(problem, seeds.Problem) for problem in advice.problems(root))
