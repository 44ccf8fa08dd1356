"""The trial on its page: equal to Python over random diaries and damaged files, and shut to those it could harm."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from lessons_lib.advice import Answers, triage
from lessons_lib.advice.diary import WITH, WITHOUT, Diary, blank, fake_diary, fill, schedule
from lessons_lib.advice.diary_csv import load, to_csv
from lessons_lib.advice.diary_facts import VERDICTS, diary_facts
from lessons_lib.advice.diary_reading import preview, read, spread_of
from lessons_lib.advice.planner import stop_lines
from lessons_lib.advice.signs import facts
from lessons_lib.personal.own_trial import CHANGES, LOTS, SPREADS, own_trial
from lessons_lib.publish.exporter import LessonExporter
from lessons_lib.publish.widgets import STATE, VIEW

KNOWN = diary_facts()
GOOD = {name: one.good for name, one in KNOWN.questions.items()}
OTHER = {"yes": "no", "no": "yes"}
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice")
TODAY = date(2026, 11, 21)
SCRIPT_END = "export default { render };"


def expect(locator: Any) -> Any:
    from playwright.sync_api import expect as expect_soon

    return expect_soon(locator)


# --- a page with the tool alone ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def trial_page(tmp_path_factory) -> Path:
    """The page of a notebook that has run."""
    widget = own_trial()
    view = new_output("display_data", {VIEW: {"model_id": widget.model_id}, "text/plain": repr(widget)})
    cells = [new_markdown_cell("# A trial", id="title"), new_code_cell("1", outputs=[view], id="tool")]
    state = {"_esm": str(widget._esm), "_css": str(widget._css), **widget.get_state(("gate", "trial"))}
    notebook = new_notebook(cells=cells)
    models = {widget.model_id: {"model_name": "AnyModel", "state": state}}
    notebook.metadata.widgets = {STATE: {"state": models, "version_major": 2, "version_minor": 0}}
    path = tmp_path_factory.mktemp("trial") / "page.html"
    resources = {"metadata": {"name": "trial", "path": ""}}
    path.write_text(LessonExporter().from_notebook_node(notebook, resources)[0], encoding="utf-8")
    return path


@pytest.fixture
def open_trial(trial_page: Path, offline_page: Callable[..., Any]) -> Callable[..., Any]:
    """Opens the page on the day of these tests: `open_trial(360, "dark")`."""

    def open_page(width: int = 1280, scheme: str = "light") -> Any:
        wanted = {"viewport": {"width": width, "height": 900}, "reduced_motion": "reduce", "color_scheme": scheme}
        offline = offline_page(trial_page, **wanted, bypass_csp=True, timezone_id="Europe/Berlin")
        offline.page.clock.set_fixed_time("2026-11-21T12:00:00+01:00")
        offline.page.reload()  # from its first line on the page has to live on that day
        offline.page.locator(".lesson-trial .shut").wait_for()
        return offline

    return open_page


def find(offline: Any) -> Any:
    return offline.page.locator(".lesson-trial")


def pass_gate(tool: Any) -> None:
    """An adult with feet that feel, without any sign."""
    tool.locator('[name=age][value="16-or-over"]').check()
    tool.locator('[name=feeling][value="tested-normal"]').check()
    for none in tool.get_by_label("None of these").all():
        none.check()


def answer(tool: Any, answers: dict[str, str] = GOOD) -> None:
    for name, word in answers.items():
        tool.locator(f'[name="trial-{name}"][value="{word}"]').check()


def choose_power(tool: Any, spread: float = 1.0, change: int = 2) -> None:
    tool.locator(f'[name="trial-spread"][value="{spread:g}"]').check()
    tool.locator(f'[name="trial-change"][value="{change}"]').check()


def draw(tool: Any, pairs: int = 4, lot: int = 137) -> None:
    """Go as far as the first empty week."""
    pass_gate(tool)
    answer(tool)
    choose_power(tool)
    tool.get_by_label("Pairs of weeks").fill(str(pairs))
    tool.get_by_label("Any number from 1").fill(str(lot))
    tool.get_by_role("button", name="Draw my weeks").click()


def upload(tool: Any, data: bytes) -> None:
    file = {"name": "diary.csv", "mimeType": "text/csv", "buffer": data}
    tool.get_by_label("Go on with a saved diary").set_input_files(file)


def save(offline: Any) -> bytes:
    with offline.page.expect_download() as waiting:
        find(offline).get_by_role("button", name="Save my diary (CSV)").locator("visible=true").click()
    return Path(waiting.value.path()).read_bytes()


def boxes(tool: Any) -> Any:
    return tool.locator(".week input[type=number]")


# --- the same as Python -----------------------------------------------------------------------------------------------


@pytest.fixture
def script(offline_page: Callable[..., Any], tmp_path: Path) -> Any:
    """A bare page in which the tool's functions can be called by name, and `data` is its trait."""
    (tmp_path / "bare.html").write_text("<!doctype html><title>bare</title>", encoding="utf-8")
    page = offline_page(tmp_path / "bare.html").page
    page.add_script_tag(content=str(own_trial()._esm).replace(SCRIPT_END, ""))
    page.evaluate("(data) => { window.data = data; }", own_trial().trial)
    return page


def plain(diary: Diary) -> list[dict[str, Any]]:
    return [asdict(one) | {"day": one.day.isoformat()} for one in diary.entries]


def some_pain(chance: random.Random, style: str) -> float | None:
    if chance.random() < {"gaps": 0.35, "full": 0.0}.get(style, 0.1):
        return None
    if style == "constant":
        return 4.0
    return chance.choice([chance.randint(0, 10), chance.randint(0, 20) / 2, chance.randint(0, 100) / 10])


def some_diary(seed: int) -> Diary:
    """A diary of some length with gaps, ends too early, flat lines, wrong weeks, or just whole numbers."""
    chance = random.Random(seed)
    style = chance.choice(["gaps", "full", "constant", "halves", "stopped", "wrong", "whole", "shift"])
    if style == "whole":
        return fake_diary(chance.choice([-3, 0, 1, 2, 4]), chance.randint(1, 26), seed, chance.choice([0.1, 0.6, 2]))
    diary = fake_diary(0, chance.randint(1, 12), seed)
    shift = chance.choice([0, 0, 1, 2.25, 3, -2])
    told = [replace(one, pain=some_pain(chance, style)) for one in diary.entries]
    if style == "shift":
        told = [replace(one, pain=(5 - shift if one.insert == WITH else 5) + chance.randint(0, 1)) for one in told]
    if style == "stopped":
        end = len(told) * chance.random()
        told = [replace(one, pain=one.pain if place < end else None) for place, one in enumerate(told)]
    if style == "wrong":
        told = [replace(one, insert=WITHOUT if chance.random() < 0.05 else one.insert) for one in told]
        told = [replace(one, pair=one.pair + (chance.random() < 0.02)) for one in told]
    return Diary(tuple(told), invented=True)


def same(found: float, wanted: float) -> bool:
    return (math.isnan(found) and math.isnan(wanted)) or found == wanted


def test_a_reading_is_python_s_word_for_word_over_random_diaries(script):
    diaries = [some_diary(seed) for seed in range(600)] + [Diary((), invented=True)]
    told = script.evaluate("(all) => all.map((one) => trialRead(data, one))", [plain(one) for one in diaries])
    for diary, found in zip(diaries, told):
        wanted = read(diary)
        assert found["words"] == list(wanted.words)
        assert found["verdict"] == wanted.verdict
        assert tuple(found["leftOut"]) == wanted.left_out
        assert [one["pair"] for one in found["pairs"]] == [one.pair for one in wanted.pairs]
        for name in ("difference", "low", "high", "share"):
            assert same(found[name], getattr(wanted, name)), name
    assert {one["verdict"] for one in told} == set(VERDICTS)
    assert {one["why"] for one in told} >= {"", "few", "unfinished", "no-spread"}


def test_a_reading_that_were_a_little_off_would_be_seen(script):
    diary = fake_diary(1, 8, 3)
    wrong = script.evaluate(
        "(one) => trialRead({ ...data, quantiles: data.quantiles.map((t) => t * 1.05) }, one)", plain(diary)
    )
    assert wrong["low"] != read(diary).low


def test_numbers_are_rounded_as_python_rounds_them(script):
    points = [place / 80 for place in range(-820, 821)] + [
        random.Random(place).uniform(-10, 10) for place in range(500)
    ]
    shown = script.evaluate("(all) => all.map((one) => trialShown(Math.abs(one)))", points)
    assert shown == [f"{abs(one):.1f}" for one in points]


def test_a_preview_is_python_s_for_every_row_of_the_table(script):
    asked = [(spread, change) for spread in SPREADS for change in CHANGES]
    told = script.evaluate("(all) => all.map(([ups, change]) => trialPreview(data, ups, change))", asked)
    for (spread, change), found in zip(asked, told):
        wanted = preview(spread, change)
        assert (found["pairs"], found["feasible"], found["words"]) == (wanted.pairs, wanted.feasible, wanted.words)


def test_ups_and_downs_between_two_rows_take_the_larger_one(script):
    chance = random.Random(4)
    for _ in range(60):
        weeks = [chance.randint(0, 100) / 10 for _ in range(chance.randint(3, 6))]
        place = script.evaluate("(weeks) => trialPlace(data, trialSpread(weeks))", weeks)
        assert SPREADS[place] >= spread_of(weeks) - 1e-9
        assert place == 0 or SPREADS[place - 1] < spread_of(weeks)


def test_the_weeks_are_python_s_for_each_lot(script):
    gate = triage(Answers("16-or-over", "tested-normal"), TODAY).gate
    for seed, pairs, later in ((1, 3, 0), (137, 4, 31), (LOTS, 26, 9)):
        start = TODAY + timedelta(days=later)
        wanted = plain(blank(schedule(gate, start, pairs, seed, GOOD, today=TODAY)))
        found = script.evaluate(
            "([start, n, lot]) => trialBlank(start, n, data.orders[lot - 1])", [start.isoformat(), pairs, seed]
        )
        assert found == wanted


@pytest.mark.parametrize(("pairs", "later"), [(2, 0), (27, 0), (4, -1), (4, 32), (2, 40), (3, 0), (26, 31)])
def test_a_plan_is_refused_as_python_refuses_it(script, pairs, later):
    gate, start = triage(Answers("16-or-over", "tested-normal"), TODAY).gate, TODAY + timedelta(days=later)
    faults = []
    try:
        schedule(gate, start, pairs, 1, GOOD, today=TODAY)
    except ValueError as wrong:
        faults = str(wrong).splitlines()
    asked = [start.isoformat(), pairs, TODAY.isoformat()]
    assert script.evaluate("([start, n, today]) => trialFaults(data, start, n, today)", asked) == faults


NOTES = ["", "walked far", 'said "ouch", twice', "a\r\nb", "Müde; aber gut", "\t tab", "痛い 🙂", "'", "=1+1", " "]


def told_diary(seed: int) -> Diary:
    chance = random.Random(seed)
    diary = fake_diary(1, chance.randint(1, 4), seed)
    pains = [None, 0.0, 10.0, 3.5, 7.25, 1e-5, 3e-9, 1 / 3, 0.1 + 0.2]
    entries = (replace(one, pain=chance.choice(pains), note=chance.choice(NOTES)) for one in diary.entries)
    return Diary(tuple(entries))


def test_the_file_is_python_s_to_the_byte(script):
    diaries = [told_diary(seed) for seed in range(60)]
    told = script.evaluate("(all) => all.map(trialCsv)", [plain(one) for one in diaries])
    assert [one.encode() for one in told] == [to_csv(one) for one in diaries]


def damage(data: bytes, chance: random.Random) -> bytes:
    """Bytes lost, doubled or put in, in a few places."""
    junk = [
        b'"',
        b",",
        b";",
        b"\n",
        b"\r",
        b"\0",
        b"\xff",
        b"\x81",
        b"\xe4",
        b"'",
        b"nan",
        b"\xe2\x80\xa8",
        b"\t",
        b" ",
        b"with",
        b"1",
    ]
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        cut = at + chance.choice([0, 0, 1, 3, 30])
        data = data[:at] + chance.choice([b"", *junk]) + data[cut:]
    return data


def german(diary: Diary) -> str:
    rows = ["Date;week;pair;Insert;pain;note;mood"]
    for one in diary.entries:
        pain = "" if one.pain is None else f"{one.pain:g}".replace(".", ",")
        rows.append(f"{one.day:%d.%m.%Y};{one.week};{one.pair}; {one.insert.upper()} ;{pain};Müde;gut")
    return "\r\n".join(rows)


def some_files() -> list[bytes]:
    chance = random.Random(11)
    whole = [to_csv(told_diary(seed)) for seed in range(6)]
    spread = [
        german(told_diary(seed)).encode(code)
        for seed, code in enumerate(("utf-8", "cp1252", "utf-16", "utf-8-sig", "utf-16-le"))
    ]
    odd = [
        b"",
        b"\xff\xfe",
        b"\xff\xfea",
        b"a,b\n1,2\n",
        b"\x00\x01",
        b'date,week,pair,insert\n"open',
        b'date,week,pair,insert\n"a"b,1,1,with\n',
    ]
    odd += [
        b"date,week,pair,insert,date\n2026-11-21,1,1,with,0000-01-01\n",
        b"date\tweek\tpair\tinsert\tpain\n1.2.2026\t1\t1\twith\t3.\n",
    ]
    odd += [
        b"\n\ndate,week,pair,insert\n",
        b"x" * 1_000_001,
        b"date,week,pair,insert,\n2026-2-29,1,1,with,\n2028-2-29,01,1,with,\n",
        b"date,week,pair,insert\n\n\r\r\n ,\t\n",
    ]
    return whole + spread + odd + [damage(chance.choice(whole + spread), chance) for _ in range(500)]


LOAD = """(all) => all.map((file) => {
  try { return trialLoad(Uint8Array.from(file, (one) => one.charCodeAt(0))); } catch (wrong) { return wrong.message; }
})"""


def loaded(data: bytes) -> Any:
    try:
        found = load(data)
    except ValueError as wrong:
        return str(wrong)
    return {"entries": plain(found.diary), "faults": list(found.faults), "unread": [list(one) for one in found.unread]}


def test_files_good_and_damaged_are_read_and_refused_as_python_does(script):
    files = some_files()
    told = script.evaluate(LOAD, [one.decode("latin-1") for one in files])
    wanted = [loaded(one) for one in files]
    for file, found, one in zip(files, told, wanted):
        assert found == one, file[:300]
    assert sum(isinstance(one, str) for one in wanted) > 20  # refused
    assert sum(isinstance(one, dict) and bool(one["unread"]) for one in wanted) > 100  # with lines that cannot be read
    assert sum(isinstance(one, dict) and not one["faults"] for one in wanted) > 5


# --- shut -------------------------------------------------------------------------------------------------------------


def visible_parts(tool: Any) -> list[str]:
    """The steps of the trial that can be seen."""
    return [step.get_attribute("aria-label") for step in tool.locator(".step").all() if step.is_visible()]


def test_before_the_gate_is_answered_there_is_nothing_but_the_form(open_trial):
    offline = open_trial()
    tool = find(offline)
    assert visible_parts(tool) == []
    expect(tool.locator(".shut")).to_have_text(
        "First answer the questions about warning signs. Without them this page suggests nothing."
    )
    expect(tool.get_by_role("button", name="example")).to_be_hidden()
    offline.assert_silent()


def test_r4_r9_every_sign_and_every_condition_that_closes_a_diary_leaves_only_the_words_of_triage(open_trial):
    offline = open_trial()
    tool = find(offline)
    draw(tool)
    boxes(tool).first.fill("5")
    known = facts()
    closing = [one for one in (*known.signs.values(), *known.conditions.values()) if "diary" in one.closes]
    assert len(closing) > 40
    for one in closing:
        box = tool.locator(f'input[type=checkbox][value="{one.id}"]')
        box.check()
        assert visible_parts(tool) == [], one.id
        expect(tool.locator(".shut")).to_contain_text("Your answers speak against a diary")
        box.uncheck()
    expect(tool.locator(".shut")).to_contain_text("First answer")  # none of these is not ticked again by itself
    offline.assert_silent()


def test_a_sign_that_begins_in_the_middle_loses_no_number(open_trial):
    offline = open_trial()
    tool = find(offline)
    draw(tool)
    boxes(tool).nth(3).fill("7")
    sign = tool.locator("input[name=signs]").first
    sign.check()
    expect(tool.get_by_role("button", name="Read my diary")).to_be_hidden()
    expect(tool.locator(".keep")).to_contain_text("What you typed is not lost.")
    assert load(save(offline)).diary.entries[3].pain == 7
    sign.uncheck()
    pass_gate(tool)
    expect(boxes(tool).nth(3)).to_have_value("7")


def test_r1_answers_of_yesterday_open_no_reading(open_trial):
    offline = open_trial()
    tool = find(offline)
    draw(tool)
    boxes(tool).first.fill("5")
    offline.page.clock.set_fixed_time("2026-11-22T08:00:00+01:00")
    tool.get_by_role("button", name="Read my diary").click()
    expect(tool.locator(".shut")).to_contain_text("Your answers about warning signs are not from today.")
    assert visible_parts(tool) == []
    assert load(save(offline)).diary.entries[0].pain == 5


@pytest.mark.parametrize("name", GOOD)
def test_r9_each_wrong_answer_alone_says_why_and_shows_no_trial(open_trial, name):
    tool = find(open_trial())
    pass_gate(tool)
    answer(tool, {**GOOD, name: OTHER[GOOD[name]]})
    expect(tool.get_by_text(KNOWN.questions[name].because)).to_be_visible()
    expect(tool.get_by_role("region", name="could a trial tell")).to_be_hidden()
    expect(tool.get_by_role("button", name="Draw my weeks")).to_be_hidden()


# --- from the preview to the reading ----------------------------------------------------------------------------------


def test_the_preview_comes_before_the_weeks_and_often_says_that_no_diary_can_tell(open_trial):
    tool = find(open_trial())
    pass_gate(tool)
    answer(tool)
    expect(tool.get_by_role("button", name="Draw my weeks")).to_be_hidden()
    choose_power(tool, 1.0, 2)
    expect(tool.locator(".preview")).to_contain_text(preview(1.0, 2).words)
    expect(tool.locator(".preview tr", has_text="about what you need")).to_contain_text(
        f"{preview(1.0, 2).pairs} pairs"
    )
    expect(tool.get_by_label("Pairs of weeks")).to_have_value(str(preview(1.0, 2).pairs))
    choose_power(tool, 2.5, 1)
    expect(tool.locator(".preview")).to_contain_text("A diary cannot tell you this.")
    expect(tool.locator(".preview")).to_contain_text("You may stop here.")


def test_past_weeks_take_the_place_of_the_plain_words(open_trial):
    tool = find(open_trial())
    pass_gate(tool)
    answer(tool)
    choose_power(tool, 2.5, 2)
    tool.get_by_text("Or type the averages").click()
    for week, pain in enumerate(("5", "5.5"), 1):
        tool.get_by_label(f"Week {week}", exact=True).fill(pain)
    expect(tool.get_by_text("Ups and downs show in three weeks at least.")).to_be_visible()
    tool.get_by_label("Week 3", exact=True).fill("6")
    expect(tool.get_by_text("Your ups and downs: 0.5 points.")).to_be_visible()
    expect(tool.locator(".preview")).to_contain_text(preview(0.5, 2).words)


def test_the_plan_tells_all_that_is_wrong_at_once(open_trial):
    tool = find(open_trial())
    pass_gate(tool)
    answer(tool)
    choose_power(tool)
    tool.get_by_label("First day").fill("2027-01-01")
    tool.get_by_label("Pairs of weeks").fill("2")
    tool.get_by_role("button", name="Draw my weeks").click()
    expect(tool.locator(".wrong:visible li")).to_have_count(3)
    expect(tool.locator(".own")).to_be_empty()


def test_a_diary_is_drawn_written_saved_opened_again_and_read(open_trial):
    offline = open_trial()
    tool = find(offline)
    draw(tool)
    expect(tool.locator(".own")).to_contain_text("Your number was 137. Note it.")
    gate = triage(Answers("16-or-over", "tested-normal"), TODAY).gate
    wanted = blank(schedule(gate, TODAY, 4, 137, GOOD, today=TODAY))
    chance = random.Random(2)
    for week in range(8):
        for place in range(7):
            pain = float(chance.randint(2, 8))
            boxes(tool).nth(place).fill(f"{pain:g}")
            wanted = fill(wanted, TODAY + timedelta(days=7 * week + place), pain)
        if week < 7:
            tool.get_by_role("button", name="Later").click()
    expect(tool.locator(".saved")).to_contain_text("Not saved yet.")
    data = save(offline)
    assert data == to_csv(wanted)
    expect(tool.locator(".saved")).to_have_text("Nothing is unsaved.")
    upload(tool, data)
    tool.get_by_role("button", name="Read my diary").click()
    words = read(Diary(wanted.entries, invented=True)).words
    for one in words:
        expect(tool.locator(".own .reading")).to_contain_text(one)
    expect(tool.locator(".own .verdict")).to_be_focused()
    expect(tool.locator(".own .reading svg[role=img]")).to_have_count(2)
    offline.assert_silent()


def test_a_diary_that_is_not_over_shows_no_numbers_and_no_picture(open_trial):
    tool = find(open_trial())
    draw(tool)
    boxes(tool).nth(3).fill("7")
    tool.get_by_role("button", name="Read my diary").click()
    expect(tool.locator(".own .verdict")).to_have_text("Cannot tell.")
    expect(tool.locator(".own .reading")).to_contain_text("Read the diary at the end.")
    expect(tool.locator(".own .reading svg")).to_have_count(0)


def test_pain_outside_0_to_10_is_told_and_not_kept(open_trial):
    offline = open_trial()
    tool = find(offline)
    draw(tool)
    boxes(tool).nth(0).fill("12")
    expect(tool.locator(".saved")).to_contain_text("Pain is a number from 0 to 10.")
    expect(boxes(tool).nth(0)).to_have_attribute("aria-invalid", "true")
    assert load(save(offline)).diary.entries[0].pain is None


def test_r7_the_stop_button_tells_every_reason_and_where_to_go_and_ends_the_trial(open_trial):
    offline = open_trial()
    tool = find(offline)
    draw(tool)
    boxes(tool).nth(3).fill("7")
    tool.get_by_role("button", name="I stop here").click()
    for one in stop_lines():
        expect(tool.locator(".stopping")).to_contain_text(f"{one.text} {one.where}")
    tool.get_by_role("button", name="Back to my diary").click()
    expect(tool.get_by_role("button", name="I stop here")).to_be_focused()
    tool.get_by_role("button", name="I stop here").click()
    tool.get_by_role("button", name="Yes, stop my trial").click()
    expect(tool.locator(".stopping")).to_contain_text("A trial that stops early ends with: cannot tell.")
    expect(tool.locator(".stopping .name")).to_be_focused()
    expect(boxes(tool).first).to_be_hidden()
    assert load(save(offline)).diary.entries[3].pain == 7


def test_a_plan_can_be_changed_until_a_number_is_written_down(open_trial):
    tool = find(open_trial())
    draw(tool)
    tool.get_by_role("button", name="Back to the plan").click()
    expect(tool.get_by_label("First day")).to_be_focused()
    tool.get_by_role("button", name="Draw my weeks").click()
    boxes(tool).first.fill("3")
    expect(tool.get_by_role("button", name="Back to the plan")).to_be_hidden()


LEAVE = """() => {
  const leaving = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(leaving);
  return leaving.defaultPrevented;
}"""


def test_the_page_asks_before_it_forgets(open_trial):
    offline = open_trial()
    tool = find(offline)
    assert not offline.page.evaluate(LEAVE)
    draw(tool)
    boxes(tool).first.fill("3")
    assert offline.page.evaluate(LEAVE)
    save(offline)
    assert not offline.page.evaluate(LEAVE)


# --- files ------------------------------------------------------------------------------------------------------------


def test_a_damaged_file_is_refused_with_every_line_and_nothing_is_lost(open_trial):
    offline = open_trial()
    tool = find(offline)
    draw(tool)
    before = save(offline)
    lines = to_csv(told_diary(1)).decode("utf-8-sig").split("\r\n")
    lines[2], lines[4] = "someday,1,1,with,3,", "2026-11-24,0,one,sometimes,eleven,"
    data = "\r\n".join(lines).encode()
    upload(tool, data)
    expect(tool.locator(".wrong:visible")).to_contain_text("Nothing was opened, and your file is as it was.")
    assert tool.locator(".wrong:visible li").all_text_contents() == list(load(data).faults)
    assert save(offline) == before
    upload(tool, b"\x00\x01")
    expect(tool.locator(".wrong:visible")).to_have_text("This file is no text. Save the diary as CSV.")
    assert save(offline) == before
    offline.assert_silent()


def test_a_file_does_not_push_away_what_is_not_saved(open_trial):
    tool = find(open_trial())
    draw(tool)
    boxes(tool).nth(2).fill("4")
    upload(tool, to_csv(told_diary(1)))
    expect(tool.locator(".wrong:visible")).to_contain_text("Save your diary first.")
    expect(boxes(tool).nth(2)).to_have_value("4")


def test_what_a_file_holds_is_kept_even_where_a_box_cannot_show_it(open_trial):
    offline = open_trial()
    tool = find(offline)
    pass_gate(tool)
    diary = told_diary(3)
    upload(tool, to_csv(diary))
    expect(tool.locator(".wrong:visible")).to_contain_text(f"Opened: {len(diary.entries)} days.")
    assert save(offline) == to_csv(diary)


def test_a_file_longer_than_the_page_can_read_is_refused(open_trial):
    tool = find(open_trial())
    pass_gate(tool)
    upload(tool, to_csv(fake_diary(0, 105, 1)))
    expect(tool.locator(".wrong:visible")).to_contain_text("This page reads up to 104 pairs of weeks.")


# --- the example ------------------------------------------------------------------------------------------------------


def test_each_example_says_that_it_is_made_up_and_reads_as_python_reads_it(open_trial):
    from lessons_lib.personal.own_trial import EXAMPLES

    tool = find(open_trial())
    pass_gate(tool)
    tool.get_by_role("button", name="Show me an example").click()
    example = tool.get_by_role("region", name="An example with made-up numbers")
    for one in EXAMPLES:
        expect(example.locator(".verdict")).to_contain_text("Made-up numbers.")
        for words in read(fake_diary(*one)).words:
            expect(example).to_contain_text(words)
        expect(example.locator("svg[role=img]").first).to_have_attribute("aria-label", "Made-up numbers. Pain each day"
            f" from 0 to 10 over {2 * one[1]} weeks. The means are in the table below.")  # fmt: skip
        expect(example.get_by_role("button", name="Save")).to_have_count(0)
        tool.get_by_role("button", name="Another example").click()
    tool.get_by_role("button", name="Close the example").click()
    expect(tool.get_by_role("button", name="Show me an example")).to_be_focused()


# --- for everybody ----------------------------------------------------------------------------------------------------


def tab_to(page: Any, found: str, most: int = 120) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(found) => document.activeElement.matches(found)", found):
            return
    pytest.fail(f"Tab does not reach {found}.")


def test_a_diary_is_begun_written_and_stopped_by_keyboard_alone(open_trial):
    offline = open_trial()
    page, tool = offline.page, find(offline)
    pass_gate(tool)
    tool.locator("summary").first.focus()
    for name, word in GOOD.items():
        tab_to(page, f'[name="trial-{name}"]')
        page.keyboard.press("Space" if word == "yes" else "ArrowRight")
    tab_to(page, '[name="trial-spread"]')
    page.keyboard.press("Space")
    tab_to(page, '[name="trial-change"]')
    page.keyboard.press("ArrowDown")
    tab_to(page, "[type=number][max='500']")
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect(tool.locator(".own .name").first).to_be_focused()
    tab_to(page, ".week input[type=number]")
    for digit in "456":
        page.keyboard.type(digit)
        page.keyboard.press("Enter")
    expect(boxes(tool).nth(3)).to_be_focused()
    assert [box.input_value() for box in boxes(tool).all()[:4]] == ["4", "5", "6", ""]
    tab_to(page, ".own .row > button.stop")
    page.keyboard.press("Enter")
    expect(tool.locator(".stopping .name")).to_be_focused()
    offline.assert_silent()


def test_keys_typed_here_do_not_reach_the_notebook(open_trial):
    offline = open_trial()
    offline.page.evaluate(
        "() => { window.heard = 0; document.addEventListener('keydown', () => { window.heard += 1; }); }"
    )
    tool = find(offline)
    draw(tool)
    boxes(tool).first.press("5")
    assert offline.page.evaluate("window.heard") == 0


def stages(offline: Any) -> Any:
    """The tool at each of its stages, one after the other."""
    tool = find(offline)
    yield "shut"
    pass_gate(tool)
    answer(tool, {**GOOD, "long": "no"})
    tool.get_by_role("button", name="Show me an example").click()
    yield "example"
    tool.get_by_role("button", name="Close the example").click()
    answer(tool)
    choose_power(tool)
    tool.get_by_text("Or type the averages").click()
    yield "preview"
    tool.get_by_label("Any number from 1").fill("7")
    tool.get_by_role("button", name="Draw my weeks").click()
    boxes(tool).first.fill("12")
    tool.get_by_text("All weeks at a glance").click()
    yield "diary"
    tool.get_by_role("button", name="I stop here").click()
    yield "stop"
    boxes(tool).first.fill("2")
    save(offline)
    upload(tool, to_csv(fake_diary(1, 26, 1)))
    tool.get_by_role("button", name="Read my diary").click()
    tool.evaluate("(tool) => tool.querySelectorAll('.own details').forEach((fold) => { fold.open = true; })")
    yield "reading"


FIND_OVERHANG = """[...document.querySelectorAll(".lesson-trial *")].filter((element) => {
  const box = element.getBoundingClientRect();
  return box.width && box.right > innerWidth && !element.closest(".aloud, option, .wide > *");
}).map((element) => element.outerHTML.slice(0, 80))"""
FIND_SMALL = """[...document.querySelectorAll(
  ".lesson-trial :is(button, select, .choice label, summary, .field input, .week input)")]
.filter((element) => {
  const box = element.getBoundingClientRect();
  return box.width && box.height < 43.5;
}).map((element) => element.outerHTML.slice(0, 80))"""


READ_WORDS = """(tool) => [...tool.querySelectorAll(
  ":is(.step, .stopping) :is(p, li, legend, summary, caption, .verdict)")]
  .filter((one) => one.checkVisibility() && one.textContent.includes(" "))
  .map((one) => one.textContent.trim().replace(/(?<![.?!:])$/, "."))"""


def test_the_words_of_the_tool_read_at_grade_eight_or_below(open_trial):
    from tests.notebooks.test_reading import grade

    offline = open_trial()
    grades = {
        stage: grade(" ".join(find(offline).evaluate(READ_WORDS))) for stage in stages(offline) if stage != "shut"
    }
    assert {stage: round(found, 1) for stage, found in grades.items() if found > 6} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_and_nothing_sticks_out_at_any_stage(open_trial, width, scheme):
    from axe_playwright_python.sync_playwright import Axe

    offline = open_trial(width, scheme)
    wanted = {"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"]}
    for stage in stages(offline):
        told = Axe().run(offline.page, options=wanted).response
        found = [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in told["violations"]]
        assert found == [], stage
        assert offline.page.evaluate(FIND_OVERHANG) == [], stage
        assert offline.page.evaluate(FIND_SMALL) == [], stage
        assert offline.page.evaluate("document.documentElement.scrollWidth") <= width, stage
    offline.assert_silent()
