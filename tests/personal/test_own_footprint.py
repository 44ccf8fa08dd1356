"""Your own footprint, in Python: the example, the way of a picture through the kernel, and what is left of it."""

from __future__ import annotations

import builtins
import io
import json
import re
from datetime import date

import numpy as np
import pytest
from PIL import Image

from lessons_lib.advice import Answers, triage
from lessons_lib.lesson import own_footprint
from lessons_lib.personal import own_footprint as tool
from lessons_lib.photo import MEANING, NOTICE, REASONS, measure
from tests.photo.painter import Photo, Sole, to_bytes

TODAY = date(2026, 11, 21)
CALM = {"age": "16-or-over", "feeling": "tested-normal", "signs": [], "conditions": []}
PICTURE = to_bytes(Photo(Sole(12), turned=20, size=(700, 900), zoom=0.6).paint())


class Kernel:
    """A widget whose messages to the page are kept here."""

    def __init__(self, monkeypatch):
        self.widget, self.said = own_footprint(), []
        monkeypatch.setattr(self.widget, "send", lambda content: self.said.append(content))

    def hear(self, buffers=(), **content):
        self.widget._hear(self.widget, content, [memoryview(one) for one in buffers])
        return self.said[-1]

    def send_in_pieces(self, data, size=50_000, answers=CALM):
        for at in range(0, len(data), size):
            piece = {"first": at == 0, "last": at + size >= len(data), "answers": answers}
            told = self.hear([data[at : at + size]], kind="piece", **piece)
        return told


@pytest.fixture
def kernel(monkeypatch):
    return Kernel(monkeypatch)


# --- the example ------------------------------------------------------------------------------------------------------


def test_the_example_is_what_the_measuring_makes_of_the_drawn_print():
    drawn = io.BytesIO()
    Image.fromarray(tool.draw_print()).save(drawn, "PNG")
    found = measure(triage(Answers("16-or-over", "tested-normal"), TODAY).gate, drawn.getvalue(), today=TODAY)
    assert tool.example() == tool.pack(found) | {"notes": []}


def test_the_example_is_the_same_each_time():
    assert np.array_equal(tool.draw_print(), tool.draw_print())


def test_in_the_example_every_method_changes_its_word_and_they_do_not_agree_everywhere():
    words = [step["words"] for step in tool.example()["steps"]]
    assert all(len({step[method] for step in words}) == 2 for method in range(3))
    assert any(len(set(step)) == 2 for step in words)


def test_what_lesson_02_says_of_the_example_is_so():
    low, *_, high = [set(step["words"]) for step in tool.example()["steps"]]
    assert (low, high) == ({"flat"}, {"not flat"})


def test_a_print_has_no_one_label_and_its_meaning_stands_beside_it():
    shown = tool.example()
    assert set(shown) == {"first", "meaning", "notes", "box", "start", "methods", "steps"}
    assert shown["meaning"] == list(MEANING)
    assert all(len(step["words"]) == len(step["numbers"]) == 3 for step in shown["steps"])
    assert all(" to " in spread for _, spread in shown["methods"])


def test_the_example_is_light_and_what_a_page_without_widgets_prints_begins_with_the_notice():
    assert len(json.dumps(tool.example())) < 16_000
    plain = own_footprint()._repr_mimebundle_()[0]["text/plain"]
    assert plain.startswith(" ".join(NOTICE))
    assert "not a person's" in plain


def read_path(path):
    """The places of all lines of a path: it has M (to a place), l (by steps) and z only."""
    lines = []
    for start, steps in re.findall(r"M([^lMz]*)l([^lMz]*)z?", path):
        numbers = [np.array(re.findall(r"-?\d+", part), dtype=int).reshape(-1, 2) for part in (start, steps)]
        lines.append(np.cumsum(np.vstack(numbers), axis=0))
    return lines


def test_the_drawn_lines_lie_where_they_were_measured():
    found = measure(triage(Answers("16-or-over", "tested-normal"), TODAY).gate, PICTURE, today=TODAY)
    assert found.proportion == pytest.approx(900 / 700, rel=0.01)
    step, drawn = found.steps[found.start], tool.pack(found)["steps"][found.start]
    (cut,) = read_path(drawn["cut"])
    told = np.asarray(step.toe_cut) * (found.proportion, 1)
    outline, measured = read_path(drawn["print"])[0], np.asarray(step.outlines[0]) * (found.proportion, 1)
    scale = np.ptp(cut, axis=0)[1] / np.ptp(told, axis=0)[1]
    assert np.ptp(outline, axis=0) == pytest.approx(np.ptp(measured, axis=0) * scale, abs=6)
    assert outline.mean(axis=0) - cut.mean(axis=0) == pytest.approx(
        (measured.mean(axis=0) - told.mean(axis=0)) * scale, abs=6
    )


# --- the way of a picture ---------------------------------------------------------------------------------------------


def test_python_says_that_it_is_here_and_brings_the_form(kernel):
    told = kernel.hear(kind="hello")
    assert told["kind"] == "here"
    assert {"signs", "conditions", "feeling"} <= set(told["gate"])


def test_a_page_without_python_carries_no_form_because_nothing_personal_is_done_there():
    assert {"gate", "picture", "result", "print"}.isdisjoint(own_footprint().get_state())


def test_a_picture_in_pieces_is_the_picture(kernel):
    told = kernel.send_in_pieces(PICTURE)
    assert [one["kind"] for one in kernel.said[:-1]] == ["next"] * (len(kernel.said) - 1)
    assert len(kernel.said) > 3
    assert told == tool.answer(CALM, PICTURE, date.today())
    assert told["kind"] == "print"


@pytest.mark.parametrize("data", [PICTURE, b"no picture" * 9000, PICTURE[:9000]], ids=["print", "text", "half"])
def test_nothing_of_a_picture_is_left_in_the_kernel_whatever_came_of_it(kernel, data):
    state = kernel.widget.get_state()
    kernel.send_in_pieces(data)
    assert kernel.widget._pieces == []
    assert kernel.widget.get_state() == state


def test_a_new_picture_begins_anew_where_the_last_one_broke_off(kernel):
    kernel.hear([b"half"], kind="piece", first=True, last=False, answers=CALM)
    assert kernel.send_in_pieces(PICTURE)["kind"] == "print"


def test_a_picture_that_is_too_heavy_is_refused_before_all_of_it_has_come(kernel, monkeypatch):
    monkeypatch.setattr(tool, "MOST_BYTES", 100_000)
    monkeypatch.setattr("lessons_lib.photo.reading.MOST_BYTES", 100_000)
    kernel.hear([bytes(60_000)], kind="piece", first=True, last=False, answers=CALM)
    told = kernel.hear([bytes(60_000)], kind="piece", first=False, last=False, answers=CALM)
    assert told == {"kind": "trouble", "trouble": REASONS["too heavy"]}
    assert kernel.widget._pieces == []


def test_nothing_is_written_to_a_disk(kernel, monkeypatch):
    opened, really = [], builtins.open

    def watch(file, mode="r", *args, **options):
        opened.append(mode)
        return really(file, mode, *args, **options)

    monkeypatch.setattr(builtins, "open", watch)
    monkeypatch.setattr(io, "open", watch)
    kernel.send_in_pieces(PICTURE)
    assert [mode for mode in opened if set(mode) & set("wax+")] == []


# --- refusals ---------------------------------------------------------------------------------------------------------


def test_a_file_without_a_print_gets_its_sentence():
    assert tool.answer(CALM, b"", TODAY)["trouble"] == REASONS["no bytes"]
    assert tool.answer(CALM, b"no picture at all", TODAY)["trouble"] == REASONS["kind"]
    assert tool.answer(CALM, to_bytes(np.full((300, 300, 3), 180, np.uint8)), TODAY)["trouble"] == REASONS["blank"]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({**CALM, "conditions": ["diabetes"]}, "a task with bare feet"),
        ({**CALM, "age": "under-16"}, "a task with bare feet"),
        ({**CALM, "feeling": "tested-less"}, "a task with bare feet"),
        ({}, "Please answer"),
    ],
)
def test_python_refuses_by_itself_where_the_warning_signs_do(answers, said):
    told = tool.answer(answers, PICTURE, TODAY)
    assert told["kind"] == "trouble"
    assert said in told["trouble"]


def test_what_the_signs_led_to_stands_first():
    told = tool.answer({**CALM, "signs": ["first-after-50"]}, PICTURE, TODAY)
    assert told["print"]["first"] if told["kind"] == "print" else told["trouble"].startswith("Your answers")


def test_a_break_in_the_measuring_is_told_and_not_waited_for(monkeypatch):
    def fail(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr(tool, "measure", fail)
    assert tool.answer(CALM, PICTURE, TODAY)["trouble"].startswith("The picture could not be read.")
