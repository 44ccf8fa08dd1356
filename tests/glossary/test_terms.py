"""The glossary is read whole, its mistakes are told all at once, and no word is explained by a harder one."""

import re

import pytest

from lessons_lib.glossary.terms import find, load, taught_in
from lessons_lib.seeds import SeedProblems

GOOD = '- {id: arch, term: arch, also: [arches], plain: The hollow of the sole., lessons: ["01"]}'


def write(folder, *lines):
    (folder / "glossary.yaml").write_text("\n".join(lines), encoding="utf-8")
    return folder


def problems(folder):
    with pytest.raises(SeedProblems) as told:
        load(folder)
    return [(one.file, one.id, one.field) for one in told.value.problems]


def test_a_good_entry_is_read(tmp_path):
    term = load(write(tmp_path, GOOD))["arch"]
    assert (term.term, term.also, term.lessons, term.anchor) == ("arch", ("arches",), ("01",), "term-arch")


def test_other_forms_and_lessons_may_be_left_out(tmp_path):
    term = load(write(tmp_path, "- {id: sham, term: sham, plain: A fake.}"))["sham"]
    assert (term.also, term.lessons) == ((), ())


def test_every_mistake_is_told_at_once_with_file_id_and_field(tmp_path):
    bad = [
        "- {id: Arch Index, term: x, plain: A number.}",
        "- {id: bias, plain: A push.}",
        "- {id: cavus, term: cavus, also: high, plain: A foot.}",
        "- {id: heel, term: heel, plain: no stop}",
        "- {id: kappa, term: kappa, plain: A number., lessons: [1]}",
        "- {id: post, term: post, plane: A wedge.}",
    ]
    assert problems(write(tmp_path, *bad)) == [
        ("glossary.yaml", "Arch Index", "id"),
        ("glossary.yaml", "bias", "term"),
        ("glossary.yaml", "cavus", "also"),
        ("glossary.yaml", "heel", "plain"),
        ("glossary.yaml", "kappa", "lessons"),
        ("glossary.yaml", "post", "plane"),
        ("glossary.yaml", "post", "plain"),
    ]


@pytest.mark.parametrize("second", ["{id: arch, term: other, plain: Again.}", "{id: b, term: Arches, plain: Again.}"])
def test_an_id_or_a_form_that_stands_twice_is_told(tmp_path, second):
    assert len(problems(write(tmp_path, GOOD, f"- {second}"))) == 1


def test_a_missing_file_is_told(tmp_path):
    assert problems(tmp_path) == [("glossary.yaml", "", "")]


def test_the_course_explains_at_least_45_words():
    assert len(load()) >= 45


@pytest.mark.parametrize("word", ["pronation", "Pronated", "  navicular   drop ", "fpi-6", "FPI", "navicular-drop"])
def test_a_word_is_found_by_id_and_by_any_form_in_capitals_or_not(word):
    assert find(word).id in ("pronation", "navicular-drop", "fpi-6")


def test_an_unknown_word_names_the_nearest():
    with pytest.raises(LookupError, match=r"There is no word 'pronatoin' .* Did you mean 'pronation'"):
        find("pronatoin")


def test_a_lesson_without_words_is_told():
    with pytest.raises(LookupError, match=r"No word of glossary\.yaml is linked in lesson '1'"):
        taught_in("1")


def test_the_words_of_a_lesson_stand_in_order():
    words = [term.term for term in taught_in("01")]
    assert words == sorted(words, key=str.casefold)
    assert {"kinetic chain", "lordosis", "pronation"} <= set(words)


# --- no word is explained by a harder one -----------------------------------------------------------------------------


def used_by(terms):
    """For each term the others whose word or form stands in its meaning (of two that overlap, the longer)."""
    forms = {form: term.id for term in terms.values() for form in term.spellings}
    pattern = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    found = {id: re.findall(rf"(?<!\w)(?:{pattern})(?!\w)", term.plain.casefold()) for id, term in terms.items()}
    return {id: {forms[form] for form in hits} - {id} for id, hits in found.items()}


def circles(uses):
    """What is left when every word goes whose meaning uses only words that are gone."""
    left = dict(uses)
    while free := [id for id, others in left.items() if not others & set(left)]:
        left = {id: others for id, others in left.items() if id not in free}
    return sorted(left)


def test_no_two_words_explain_each_other():
    assert circles(used_by(load())) == []


def test_two_words_that_explain_each_other_are_caught(tmp_path):
    pair = ["- {id: a, term: sham, plain: No insert.}", "- {id: b, term: insert, plain: Not a sham.}"]
    assert circles(used_by(load(write(tmp_path, GOOD, *pair)))) == ["a", "b"]
