"""R11: emergency words are country-neutral, and a teacher may change them in one file."""

import pytest

from lessons_lib import seeds
from lessons_lib.advice import emergency

from .conftest import ask

NUMBERS = ("112 in Europe", "999 in the UK", "911 in the US and Canada", "000 in Australia")


@pytest.fixture
def teacher(tmp_path, monkeypatch):
    """Writes a teacher's file and names it in the environment."""

    def write(text, name="mine.yaml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        monkeypatch.setenv("LESSONS_EMERGENCY", str(path))
        return path

    return write


def test_r11_the_emergency_number_is_named_for_several_countries():
    assert all(number in emergency().words["emergency"] for number in NUMBERS)
    assert all(number in emergency().places["emergency-number"] for number in NUMBERS)


def test_nobody_has_reviewed_the_texts_and_they_say_so():
    assert emergency().words["reviewed_by"] == "none"
    assert not emergency().reviewed


def test_r11_a_teachers_number_reaches_every_place_and_every_answer(teacher):
    teacher("words: {emergency: '120, the number of our town'}\n")
    assert "120, the number of our town" in ask(["chest-pain"]).first[0]
    assert not any("112 in Europe" in place for place in emergency().places.values())


def test_a_teacher_may_put_one_place_into_other_words_and_keep_the_rest(teacher):
    teacher("places: {eye-today: 'Go to the eye clinic in Mill Road today, or call {urgent_line}.'}\n")
    assert ask(["red-eye"]).first[0].startswith("Go to the eye clinic in Mill Road today, or call your country's")
    assert "Go to an emergency department now" in ask(["both-legs"]).first[0]


def test_a_reviewer_is_named_where_there_is_one(teacher):
    teacher("words: {reviewed_by: 'Dr A. Example, 2027'}\n")
    assert "Reviewed by Dr A. Example, 2027." in ask().notes


def test_a_teachers_number_reaches_the_notice_too_and_the_notice_may_be_written_anew(teacher):
    teacher("words: {emergency: our number 120}\n")
    assert emergency().notice.startswith("> **Some back pain needs help now, and no insert.** Call our number 120 for:")
    teacher("notice: {text: 'Ring the nurse, then {emergency}.\\n\\n- Now.'}\n")
    assert "- Now." in emergency().notice
    assert emergency().notice.startswith("> Ring the nurse, then your emergency number (112 in Europe")


def test_a_file_in_the_home_of_the_lessons_is_found(tmp_path, monkeypatch):
    (tmp_path / "emergency.yaml").write_text("words: {crisis_line: our crisis line on 123}\n")
    monkeypatch.setenv("LESSONS_HOME", str(tmp_path))
    assert "our crisis line on 123" in ask(["despair"]).first[0]


BAD = """
words: {emergency: '', telephone: '1'}
places: {moon: Go., eye-today: 'Call {eyes}.', maternity: '{'}
notice: {text: 'Call {them}.', more: Words.}
x: {}
"""
TOLD = (
    "telephone: expected no such field",
    "emergency: expected some text",
    "moon: expected no such place",
    "eye-today: expected no gaps but {emergency}",
    "maternity: expected no gaps",
    "text: expected no gaps but {emergency}",
    "more: expected no such field",
    "x: expected no such section",
)


def test_a_bad_file_of_a_teacher_is_refused_with_all_problems_at_once(teacher):
    path = teacher(BAD)
    with pytest.raises(seeds.SeedProblems) as refused:
        emergency()
    told = str(refused.value).splitlines()
    assert len(told) == len(TOLD)
    assert all(line.startswith(str(path)) for line in told)
    assert [words for words in TOLD if not any(words in line for line in told)] == []


@pytest.mark.parametrize("text", ["- a list\n", "words: 5\n", "words: {emergency: [112]}\n", "words: {{\n"])
def test_a_file_of_another_shape_is_refused_in_a_sentence(text, teacher):
    teacher(text)
    with pytest.raises(seeds.SeedProblems, match="expected"):
        emergency()


def test_a_file_that_is_named_but_not_there_is_missed(teacher, monkeypatch, tmp_path):
    monkeypatch.setenv("LESSONS_EMERGENCY", str(tmp_path / "nowhere.yaml"))
    with pytest.raises(seeds.SeedProblems, match=r"nowhere.yaml.*: expected this file to exist"):
        emergency()
