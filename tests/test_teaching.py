"""The teaching guide: minutes add up, plans say what their lessons say, the table of the ten ideas misses nothing."""

import re
import shutil

import pytest
import yaml

from lessons_lib import seeds
from lessons_lib.quiz import bank
from lessons_lib.quiz.core_ten import core_ten
from lessons_lib.quiz.forms import load_pairs
from lessons_lib.quiz.misconceptions import misconceptions
from lessons_lib.seeds import SeedProblems
from lessons_lib.teaching import plans, sheets

from .notebooks.prose import LESSONS, NOTEBOOKS, for_grading, load, paragraphs, texts_of, without_terms
from .notebooks.test_numbers import unknown_numbers
from .notebooks.test_reading import grade

GUIDE = plans.guide()
FILE = seeds.folder() / "teaching.yaml"
STORED = {entry["id"]: entry for entry in yaml.safe_load(FILE.read_text(encoding="utf-8"))}
NUMBERS = [f"{number:02d}" for number in range(10)]
NOTEBOOK = NOTEBOOKS["teaching-guide"]


def notebook_of(lesson):
    """The stored notebook of a lesson ("01"); a lesson that is not in this tree yet is skipped."""
    path = next((path for name, path in LESSONS.items() if name.startswith(lesson)), None)
    return load(path) if path else pytest.skip(f"lesson {lesson} is not here yet")


def asked_in(lesson):
    return {question.id: question for question in plans.questions_of(lesson)} or pytest.skip("no questions here yet")


def strings(value):
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(part)


def words_of(lesson):
    """Everything that a teacher or a student reads of a plan."""
    fields = {name: part for name, part in STORED[lesson].items() if name not in ("id", "hinge")}
    fields["worksheet"] = {name: part for name, part in fields["worksheet"].items() if name != "claims"}
    return [part for text in strings(fields) for part in paragraphs(text)]


# --- timetables -------------------------------------------------------------------------------------------------------


def test_there_is_a_plan_for_each_lesson_and_there_are_three_timetables():
    assert list(GUIDE.plans) == NUMBERS
    assert list(GUIDE.schedules) == ["workshop", "four-weeks", "semester"]


@pytest.mark.parametrize("name", GUIDE.schedules)
def test_the_minutes_of_a_timetable_add_up(name):
    sessions = STORED[name]["sessions"]
    in_class = [sum(step["minutes"] for step in one["steps"] if not step.get("home")) for one in sessions]
    assert in_class == [one["minutes"] for one in sessions]
    assert sum(in_class) == STORED[name]["minutes"]


def test_the_timetables_are_as_long_as_their_names_say():
    assert GUIDE.schedule("workshop").minutes == 90
    assert len(GUIDE.schedule("four-weeks").sessions) == 4
    assert len(GUIDE.schedule("semester").sessions) == 14


@pytest.mark.parametrize("name", ["four-weeks", "semester"])
def test_a_whole_course_comes_to_every_lesson(name):
    told = " ".join(step.what for session in GUIDE.schedule(name).sessions for step in session.steps)
    named = {number for text in re.findall(r"[Ll]essons? ((?:\d\d(?:,| and)? ?)+)", told) for number in text.split()}
    assert {number.strip(",") for number in named} >= set(NUMBERS)


@pytest.mark.parametrize("name", GUIDE.schedules)
def test_a_timetable_shows_the_minutes_of_all_its_steps(name):
    shown, timetable = sheets.schedule(name).body, GUIDE.schedule(name)
    steps = [step.minutes for session in timetable.sessions for step in session.steps]
    assert sorted(re.findall(r"<(?:li|td[^>]*Time[^>]*)>(\d+) min", shown)) == sorted(map(str, steps))
    assert f"{timetable.minutes} minutes in class" in shown
    assert ("at home" in shown) == (timetable.home > 0)


# --- plans that say what their lessons say ----------------------------------------------------------------------------


@pytest.mark.parametrize("lesson", NUMBERS)
def test_a_plan_has_the_minutes_of_its_lesson(lesson):
    frame = notebook_of(lesson).cells[1].source.splitlines()[0]
    said = re.search(r"[Aa]bout (\d+)(?: and (\d+))? minutes", frame)
    assert GUIDE.plan(lesson).minutes == sum(int(part) for part in said.groups() if part), frame


@pytest.mark.parametrize("lesson", NUMBERS)
def test_a_plan_has_the_objectives_of_its_lesson(lesson):
    frame = notebook_of(lesson).cells[1].source
    assert list(GUIDE.plan(lesson).objectives) == re.findall(r"^- (.*)$", frame, re.MULTILINE)


@pytest.mark.parametrize("lesson", NUMBERS)
def test_a_plan_has_the_title_of_its_lesson(lesson):
    assert notebook_of(lesson).cells[0].source.startswith(f"# {GUIDE.plan(lesson).title}\n")


@pytest.mark.parametrize("lesson", NUMBERS)
def test_objectives_begin_with_something_that_can_be_seen(lesson):
    unseen = {"know", "understand", "learn", "appreciate", "grasp", "realise", "feel", "believe", "be"}
    assert not {aim.split()[0] for aim in GUIDE.plan(lesson).objectives} & unseen


@pytest.mark.parametrize("lesson", NUMBERS)
def test_the_hinge_is_asked_in_its_lesson_and_each_wrong_answer_has_a_next_step(lesson):
    asked, plan = asked_in(lesson), GUIDE.plan(lesson)
    assert plan.hinge in asked
    shown = sheets.hinge_key(lesson).body
    wrong = [option for option in asked[plan.hinge].options if not option.right]
    assert {option.misconception for option in wrong} == set(plan.if_wrong)
    assert all(shown.count(f"<code>{tag}</code>") for tag in plan.if_wrong)
    assert shown.count('<tr role="row"><td') == len(wrong) == 3


@pytest.mark.parametrize("lesson", NUMBERS)
def test_the_hinge_stands_in_the_lesson_itself(lesson):
    code = " ".join(cell.source for cell in notebook_of(lesson).cells)
    assert f'"{GUIDE.plan(lesson).hinge}"' in code


@pytest.mark.parametrize("lesson", NUMBERS)
def test_what_students_get_wrong_is_counted_from_the_bank(lesson):
    asked = asked_in(lesson)
    written = {
        id: set(re.findall(r"'?misconceptions?'?: '([a-z-]+)'", str(one.model_dump()))) for id, one in asked.items()
    }
    shown = dict(plans.count_tags(lesson))
    assert all(shown[tag] == sum(tag in plans.tags_of(one) for one in asked.values()) for tag in shown)
    assert set().union(*written.values()) <= set(shown) <= set(misconceptions())
    body = sheets.lesson_plan(lesson).body
    assert all(f"<code>{tag}</code>" in body for tag in shown)


@pytest.mark.parametrize("lesson", NUMBERS)
def test_a_worksheet_asks_to_cite_a_claim_that_is_printed_on_it(lesson):
    sheet = GUIDE.plan(lesson).worksheet
    cites = [task for task in sheet.tasks if task.do.startswith("*Cite the claim.*")]
    assert len(cites) == 1
    assert set(re.findall(r"C\d{3}", cites[0].key)) <= set(sheet.claims)
    assert re.search(r"C\d{3}", cites[0].key)


@pytest.mark.parametrize("lesson", NUMBERS)
def test_a_verdict_that_the_key_names_is_that_of_the_claim(lesson):
    key = " ".join(task.key for task in GUIDE.plan(lesson).worksheet.tasks)
    words = "supported|partly|contested|unsupported|contradicted"
    named = re.findall(rf"(C\d{{3}}), ({words})\b", key)
    assert [(id, word) for id, word in named if seeds.claims()[id].verdict != word] == []


@pytest.mark.parametrize("lesson", NUMBERS)
def test_every_claim_that_a_plan_names_is_in_the_ledger(lesson):
    assert set(re.findall(r"C\d{3}", str(STORED[lesson]))) <= set(seeds.claims())


@pytest.mark.parametrize("lesson", NUMBERS)
def test_no_worksheet_asks_for_a_bare_foot_or_a_body_to_be_measured(lesson):
    told = " ".join(task.do for task in GUIDE.plan(lesson).worksheet.tasks).lower()
    assert not re.search(r"barefoot|take (?:off|out) your|your (?:own )?(?:legs?|arch|weight)\b|classmate'?s", told)


def test_the_answers_are_folded_and_the_tasks_are_not():
    for lesson in NUMBERS:
        shown = sheets.worksheet(lesson).body
        sheet, _, rest = shown.partition("</section>")
        for task in GUIDE.plan(lesson).worksheet.tasks:
            opening = sheets.to_html(task.key)[:40]
            assert opening not in sheet
            assert opening in rest.partition('<details class="for-teacher">')[2]


def test_the_sums_of_the_worksheets_hold():
    row = "0, 1*, 1, 2*, 2, 3, 3, 4*, 4, 5*, 5, 5, 6*, 6, 7, 8, 9*, 10, 12*, 15"
    listed = row.split(", ")
    task = next(task for task in GUIDE.plan("03").worksheet.tasks if task.do.startswith("Twenty"))
    assert row in task.do.replace("\\", "")
    picked = [one for one in listed if int(one.rstrip("*")) >= 5]
    hurt = [one for one in picked if one.endswith("*")]
    missed = sum(one.endswith("*") for one in listed) - len(hurt)
    assert len(listed) == 20
    assert f"{len(picked)} are picked, {len(hurt)} of them hurt" in task.key
    assert f"{len(picked) - len(hurt)} are false alarms; {missed} who hurt are missed" in task.key
    clouds = GUIDE.plan("05").worksheet.tasks[0]
    for name, mean in (("A", "2.3"), ("B", "2.1")):
        numbers = [int(one) for one in re.search(rf"\*\*{name}:\*\* ([\d, ]+)", clouds.do)[1].split(", ")]
        assert f"{sum(numbers) / len(numbers):.1f}" == mean
        assert f"mean {mean}" in clouds.key


# --- the language -----------------------------------------------------------------------------------------------------

#: What a worksheet makes up or measures on the table; it is no finding.
OWN = {
    "00": {"87 of 100"},
    "01": {"57 mm", "10 mm", "3 cm", "2 cm", "1 cm"},
    "04": {"30 cm"},
    "05": {"2.3", "2.1"},
    "06": {"10 cm", "1 cm", "2 cm"},
    "07": {"10,000 people"},
}


@pytest.mark.parametrize("lesson", NUMBERS)
def test_a_plan_quotes_no_number_from_nowhere(lesson):
    notebook_of(lesson)
    name = next(name for name in LESSONS if name.startswith(lesson))
    assert set(unknown_numbers("\n\n".join(words_of(lesson)), name)) <= OWN.get(lesson, set())


@pytest.mark.parametrize("lesson", NUMBERS)
def test_a_plan_reads_at_grade_eight_or_below(lesson):
    assert grade(" ".join(without_terms(for_grading(part)) for part in words_of(lesson))) <= 8


def test_the_guide_reads_at_grade_eight_or_below():
    told = [part for _, text in texts_of(load(NOTEBOOK)) for part in paragraphs(text)]
    assert grade(" ".join(without_terms(for_grading(part)) for part in told)) <= 8


# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_notebook_shows_every_part_of_every_lesson():
    code = "\n".join(cell.source for cell in load(NOTEBOOK).cells if cell.cell_type == "code")
    calls = ("lesson_plan", "hinge", "hinge_key", "worksheet", "homework")
    assert [f"{call}({lesson})" for call in calls for lesson in NUMBERS if f'{call}("{lesson}")' not in code] == []
    assert all(f'schedule("{name}")' in code for name in GUIDE.schedules)
    assert "core_trace()" in code
    assert "kit_list()" in code


def test_the_guide_has_the_warning_signs_of_the_lessons():
    urgent = {cell.source for cell in load(LESSONS["01-kinetic-chain"]).cells if cell.id == "urgent"}
    assert {cell.source for cell in load(NOTEBOOK).cells if cell.id == "urgent"} == urgent


@pytest.mark.parametrize("lesson", NUMBERS)
def test_what_a_worksheet_needs_is_in_the_kit(lesson):
    kit = " ".join(one.thing for one in GUIDE.kit.things if lesson in one.lessons)
    everywhere = {"paper", "pencil", "this", "sheet", "colours"}
    heads = [
        re.findall(r"[a-z]+", need.split(" for ")[0].split(" as ")[0].split(" with ")[0])[-1] for need in needs(lesson)
    ]
    missing = [head for head in heads if head not in everywhere and head.rstrip("es") not in kit]
    assert missing == []


def needs(lesson):
    """What lies on the table; a table and its legs stand in the room already, boxes are drawn."""
    return [need for need in GUIDE.plan(lesson).worksheet.needs if not re.search(r"table with legs|boxes of", need)]


def test_the_trace_table_shows_every_idea_with_its_lessons_and_its_questions():
    rows = sheets.core_trace().body.split('<tr role="row">')[2:]
    assert len(rows) == len(core_ten()) == 10
    for idea, row in zip(core_ten(), rows, strict=True):
        pairs = [pair for pair in load_pairs() if pair.core == idea.number]
        assert idea.idea.rstrip(".?") in row
        assert set(re.findall(r"Lesson (\d\d):", row)) == set(idea.said)
        assert re.findall(r"<code>(form-a-[\w-]+)</code>", row) == [pair.a for pair in pairs]
        assert re.findall(r"<code>(form-b-[\w-]+)</code>", row) == [pair.b for pair in pairs]
        assert all(bank.find(id).stem.split("?")[0][:20] in row.replace("&quot;", '"') for id in idea.asked)


def test_markup_in_the_file_is_shown_as_words_and_never_runs(monkeypatch):
    hostile = "<script>alert(1)</script> <img src=x onerror=alert(1)> [here](javascript:alert(1))"
    plan = GUIDE.plan("01")
    sheet = plan.worksheet.model_copy(update={"tasks": (plans.Task(do=hostile, key=hostile),), "title": hostile})
    spoiled = plan.model_copy(update={"worksheet": sheet})
    monkeypatch.setattr(sheets, "guide", lambda: plans.Guide({"01": spoiled}, {}, GUIDE.kit))
    shown = sheets.worksheet("01").body
    assert not re.search(r"<script|<img|href=.?javascript", shown)
    assert shown.count("alert(1)&lt;/script&gt;") == 3


# --- files that must fail ---------------------------------------------------------------------------------------------


def broken(tmp_path, change):
    root = tmp_path / "seeds"
    shutil.copytree(seeds.folder(), root)
    entries = yaml.safe_load((root / "teaching.yaml").read_text(encoding="utf-8"))
    change({entry["id"]: entry for entry in entries})
    (root / "teaching.yaml").write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")
    with pytest.raises(SeedProblems) as caught:
        plans.guide(root)
    return str(caught.value)


BROKEN = {
    "minutes of a session": (
        lambda all: all["workshop"]["sessions"][0]["steps"][0].update(minutes=6),
        "workshop, session 1, steps: expected steps in class that add up to 90 minutes, found 91",
    ),
    "minutes of a timetable": (
        lambda all: all["semester"].update(minutes=1000),
        "semester, sessions: expected sessions that add up to 1000 minutes, found 1260",
    ),
    "a belief without a next step": (
        lambda all: all["00"]["if_wrong"].pop("studies-say-so"),
        "00, if_wrong: expected a next step for each of",
    ),
    "a belief that does not exist": (
        lambda all: all["00"]["if_wrong"].update({"feet-are-square": "No."}),
        "expected one of the tags of seeds/misconceptions.yaml, found 'feet-are-square'",
    ),
    "a hinge that does not exist": (
        lambda all: all["01"].update(hinge="chain-check-99"),
        "01, hinge: expected the id of a question of type single, found 'chain-check-99'",
    ),
    "a claim that does not exist": (
        lambda all: all["01"]["worksheet"].update(claims=["C999"]),
        "01, worksheet, claim 1: expected one of the claim ids of seeds/claims, found 'C999'",
    ),
    "a rubric with two levels": (
        lambda all: all["02"]["homework"]["rubric"][0].update(levels=["no", "yes"]),
        "02, homework, rubric 1, levels: expected at least 3 of them, found 2",
    ),
    "a missing side of a discussion": (
        lambda all: all["03"]["discussion"].pop("other"),
        "03, discussion, other: expected this field, found nothing",
    ),
}


@pytest.mark.parametrize(("change", "told"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_told_by_place_and_field(tmp_path, change, told):
    assert told in broken(tmp_path, change)


def test_all_mistakes_of_a_file_are_told_at_once(tmp_path):
    def change(all):
        for damage, _ in BROKEN.values():
            damage(all)

    told = broken(tmp_path, change).splitlines()
    assert {line.split(",")[1].strip() for line in told} == {"00", "01", "02", "03", "workshop", "semester"}


@pytest.mark.parametrize("call", [GUIDE.plan, sheets.worksheet, sheets.homework, sheets.schedule])
def test_an_unknown_lesson_is_told_in_a_sentence(call):
    with pytest.raises(LookupError, match=r"There is no .* '77' in teaching.yaml\. There are "):
        call("77")
