"""What must hold in a case, and that each broken rule is found and named."""

import pytest
import yaml

from lessons_lib.cases import bank
from lessons_lib.cases.case import Story
from lessons_lib.cases.rules import credit_of, walk, weigh
from lessons_lib.seeds import SeedProblems

from .samples import sample


def load(folder, *stories):
    (folder / "cases").mkdir(exist_ok=True)
    (folder / "cases" / "sample.yaml").write_text(yaml.dump(list(stories), sort_keys=False), encoding="utf-8")
    return bank.load(folder)


def problems(folder, story):
    with pytest.raises(SeedProblems) as caught:
        load(folder, story)
    return [str(problem) for problem in caught.value.problems]


def test_a_case_in_order_is_read_and_weighed_by_triage(tmp_path):
    case = load(tmp_path, sample())["case-sample"]
    assert (case.urgency, case.products, case.stops) == (0, "none", True)
    assert case.where[0].startswith("Go to an emergency department now.")


def test_every_way_through_the_sample_is_walked(tmp_path):
    case = load(tmp_path, sample())["case-sample"]
    ways = list(walk(case))
    assert [end for _, end in ways] == ["good", "late", "late", "good", "late"]
    assert [credit_of(case, way) for way in ways] == [3, 1, 1, 2, 0]


def first(story):
    return story["steps"]["first"]


def second(story):
    return story["steps"]["second"]


BROKEN = {
    "an insert that earns something": (lambda s: first(s)["choices"][2].update(credit="part"), "choice 3, credit"),
    "waiting that earns something": (lambda s: second(s)["choices"][1].update(credit="part"), "choice 2, credit"),
    "an exercise that earns something": (lambda s: second(s)["choices"][2].update(credit="full"), "choice 3, credit"),
    "a good end through the wrong door": (lambda s: first(s)["choices"][2].update(then="good"), "choice 3, does"),
    "a good end through a family doctor": (lambda s: first(s)["choices"][1].update(does="clinician"), "choice 2, does"),
    "a dead end": (lambda s: first(s)["choices"][0].update(then="nowhere"), "choice 1, then"),
    "a start that is none": (lambda s: s.update(start="nowhere"), "start"),
    "a step nobody comes to": (lambda s: first(s)["choices"][0].update(then="good", does="now"), "steps, second"),
    "an end nobody comes to": (lambda s: s["ends"].update(never={"happened": "Nothing."}), "ends, never"),
    "a circle": (lambda s: second(s)["choices"][1].update(then="first"), "circle"),
    "no good end": (lambda s: s["ends"]["good"].update(good=False), "good: true"),
    "no clock where time is short": (lambda s: s.pop("clock"), "clock"),
    "a sign that triage does not know": (lambda s: s.update(signs=["sadle-numb"]), "saddle-numb"),
    "two right reasons": (lambda s: first(s)["reasons"][0].update(right=True), "exactly one right reason"),
    "no best choice": (lambda s: second(s)["choices"][0].update(credit="part"), "credit: full"),
    "two lines in the note": (lambda s: s["note"]["lines"].pop(), "at least 3"),
    "a claim that is none": (lambda s: s.update(claims=["C999"]), "C999"),
    "a field that is misspelt": (lambda s: s.update(persn="x"), "persn"),
    "an act that is none": (lambda s: first(s)["choices"][0].update(does="dance"), "choice 1, does"),
    "a name of a step and an end": (lambda s: s["ends"].update(second={"happened": "Both."}), "ends"),
}


@pytest.mark.parametrize(("damage", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_case_is_refused_with_its_place(damage, said, tmp_path):
    story = sample()
    damage(story)
    found = problems(tmp_path, story)
    assert all(one.startswith("cases/sample.yaml, case-sample") for one in found)
    assert any(said in one for one in found), found


def test_all_faults_of_a_file_are_told_at_once(tmp_path):
    story = sample()
    story["steps"]["first"]["choices"][2].update(credit="part")
    story["steps"]["second"]["choices"][1].update(credit="part")
    assert len(problems(tmp_path, story)) == 2


def test_a_case_without_a_sign_needs_no_clock_and_may_pay_for_an_insert(tmp_path):
    story = sample()
    story.update(signs=[], feeling="tested-normal")
    story.pop("clock")
    for step in story["steps"].values():
        for choice in step["choices"]:
            choice.pop("hours", None)
    first(story)["choices"][2].update(credit="part")
    case = load(tmp_path, story)["case-sample"]
    assert (case.urgency, case.products) == (None, "open")


def test_hours_without_a_clock_are_refused(tmp_path):
    story = sample()
    story.update(signs=[])
    story.pop("clock")
    assert any("clock" in one for one in problems(tmp_path, story))


def test_diabetes_closes_inserts_without_any_sign():
    story = Story(**sample() | {"signs": [], "conditions": ["diabetes"]})
    assert (weigh(story).urgency, weigh(story).stops) == (None, True)


def test_a_case_that_does_not_exist_is_named_with_its_neighbour(tmp_path):
    with pytest.raises(LookupError, match="There is no case 'case-sampl'"):
        bank.find("case-sampl")
