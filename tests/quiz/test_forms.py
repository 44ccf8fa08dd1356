"""Forms and trust: what the seeds say of them is checked as a whole, every mistake at once."""

import pytest
import yaml

from lessons_lib import seeds
from lessons_lib.quiz.forms import find_form, load_pairs
from lessons_lib.quiz.trust import KEPT, find_trust, load_claims
from lessons_lib.quiz.widget import form, trust

from .samples import ORDER, SINGLE

NAMES = [f"{side}-{core}" for core in range(1, 11) for side in "ab"]
PAIRS = [{"core": core, "a": f"a-{core}", "b": f"b-{core}"} for core in range(1, 11)]
BANK = [SINGLE | {"id": name} for name in NAMES] + [ORDER, SINGLE | {"id": "off", "objective": "Another."}]
TRUST = ["C001", "C005", "C030", "C083", "C166", "C174"]


@pytest.fixture
def write(tmp_path):
    def write_seeds(pairs, claims=TRUST):
        (tmp_path / "questions").mkdir(exist_ok=True)
        (tmp_path / "questions" / "01-lesson.yaml").write_text(yaml.safe_dump(BANK), encoding="utf-8")
        (tmp_path / "forms.yaml").write_text(pairs if isinstance(pairs, str) else yaml.safe_dump(pairs))
        (tmp_path / "trust.yaml").write_text(claims if isinstance(claims, str) else yaml.safe_dump(claims))
        return tmp_path

    return write_seeds


def complaints(read, root):
    with pytest.raises(seeds.SeedProblems) as caught:
        read(root)
    return [str(problem) for problem in caught.value.problems]


def changed(place, **changes):
    return [pair | changes if number == place else pair for number, pair in enumerate(PAIRS)]


def test_the_sample_is_sound_before_it_is_broken(write):
    assert [question.id for question in find_form("B", write(PAIRS)).questions] == NAMES[1::2]


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        (changed(2, a="nowhere"), "entry 3, a: expected the id of a question of the bank, found 'nowhere'"),
        (changed(2, b="B 3"), "entry 3, b: expected a name like chain-check-1, found 'B 3'"),
        (changed(2, core=11), "entry 3, core: expected a number up to 10, found 11"),
        (changed(2, core=0), "entry 3, core: expected a number from 1 up, found 0"),
        (changed(2, c="x"), "entry 3, c: expected no such field"),
        (changed(2, b="b-1"), "entry 3, b: expected an id that is used once, found 'b-1' again"),
        (changed(2, b="off"), "entry 3, objective: expected the same objective on both sides, found 'Know why.' and"),
        (PAIRS[1:], "core: expected each of the ten core ideas at least once; 1 is missing"),
        ("core: 1", "expected a list of entries"),
    ],
)
def test_one_mistake_in_the_pairs_gives_its_one_message(write, pairs, said):
    told = complaints(load_pairs, write(pairs))
    assert len(told) == 1
    assert said in told[0]
    assert told[0].startswith("forms.yaml")


def test_a_type_that_a_form_cannot_ask_is_told(write):
    told = complaints(load_pairs, write(changed(0, b="an-order")))
    assert "entry 1, b: expected a question of type single or judge; 'an-order' is order" in told[0]
    assert any("entry 1, type: expected the same type on both sides, found 'single' and 'order'" in one for one in told)


def test_all_mistakes_of_the_pairs_are_told_at_once(write):
    told = complaints(load_pairs, write([PAIRS[0] | {"a": "x"}, PAIRS[1] | {"b": "y"}, *PAIRS[2:9], {"core": 12}]))
    assert len(told) == 5


def test_a_form_that_is_not_there_is_a_sentence():
    with pytest.raises(LookupError, match=r'There is no form \'C\'. Write form\("A"\) or form\("B"\)'):
        form("C")


def test_the_real_forms_ask_fifteen_parallel_questions_and_every_core_idea():
    first, second = find_form("A"), find_form("B")
    assert len(first.questions) == len(second.questions) == 15
    assert {pair.core for pair in load_pairs()} == set(range(1, 11))
    assert not {question.id for question in first.questions} & {question.id for question in second.questions}


def test_a_form_carries_no_answer_in_its_words():
    widget = form("A")
    assert widget.question["id"] == "form-a"
    assert [question["id"] for question in widget.question["questions"]] == [q.id for q in find_form("A").questions]


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        (TRUST[1:], "expected a list of 6 different claim ids, found 5"),
        ([*TRUST[1:], "C005"], "expected a list of 6 different claim ids, found 5"),
        ([*TRUST[1:], "C999"], "expected the id of a claim of the ledger, found 'C999'"),
        ("a: [", "expected a file that can be read as YAML"),
        ("a: b", "expected a list of 6 different claim ids, found 0"),
    ],
)
def test_one_mistake_in_the_claims_to_trust_gives_its_one_message(write, claims, said):
    told = complaints(load_claims, write(PAIRS, claims))
    assert len(told) == 1
    assert told[0].startswith(f"trust.yaml: {said}")


def test_six_claims_are_to_be_rated_at_the_start_and_the_same_at_the_end():
    start, end = find_trust("start"), find_trust("end")
    assert len(start.claims) == 6
    assert start.claims == end.claims
    assert (start.id, end.id) == ("trust-start", "trust-end")
    assert trust("start").question["kept"] == KEPT["start"]


def test_a_moment_that_is_not_there_is_a_sentence():
    with pytest.raises(LookupError, match="There is no moment 'middle'"):
        trust("middle")
