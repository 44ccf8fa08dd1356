"""The live figure: values go both ways, the picture is there at once, and the bake comes without being waited for."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree

import pytest

from lessons_lib.explorable import Choice, Slider, Toggle, explorable, show, store
from lessons_lib.explorable.drawing import take_drawing
from lessons_lib.explorable.renderer import UnbakableError
from lessons_lib.explorable.widget import ExplorableWidget
from lessons_lib.labs.how_tightly import how_tightly

from .samples import on_axes


def run(work):
    """Run a coroutine on an event loop of its own: this thread may have Playwright's."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


VIEW = "application/vnd.jupyter.widget-view+json"


def paint(ax, tilt, side, up):
    ax.plot([0, 10], [0, tilt if side == "left" else -tilt], alpha=1.0 if up else 0.5)
    return f"Tilted by {show(tilt)}."


CONTROLS = {
    "tilt": Slider("Tilt", 0, 5, step=0.5, unit="°"),
    "side": Choice("Side", ("left", "right")),
    "up": Toggle("Up"),
}
LAB = on_axes(paint, name="tilted", **CONTROLS)


@pytest.fixture(autouse=True)
def empty_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("LESSONS_CACHE", str(tmp_path))
    monkeypatch.delenv("LESSONS_BAKE", raising=False)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)


@pytest.fixture
def watched(monkeypatch):
    """As in a notebook that is open in a browser."""
    monkeypatch.setenv("JPY_SESSION_NAME", "lesson.ipynb")


# --- values -----------------------------------------------------------------------------------------------------------


def test_a_value_can_be_read_by_its_name():
    shown = LAB(tilt=3)
    assert (shown.tilt, shown.side, shown.up) == (3, "left", False)


def test_a_value_set_in_python_reaches_the_page_and_keeps_the_others():
    shown = LAB()
    shown.tilt = 4
    shown.up = True
    assert shown.values == {"tilt": 4, "side": "left", "up": True}
    assert shown.get_state("values") == {"values": shown.values}


def test_a_value_turned_in_the_page_is_read_in_python():
    shown = LAB()
    shown.set_state({"values": {"tilt": 1.5, "side": "right", "up": False}})
    assert (shown.tilt, shown.side) == (1.5, "right")


@pytest.mark.parametrize(("name", "value"), [("tilt", 5.5), ("tilt", "much"), ("side", "middle"), ("up", 1)])
def test_a_value_out_of_range_is_refused_and_nothing_is_lost(name, value):
    shown = LAB(tilt=2, side="right")
    before = (dict(shown.values), shown.picture, dict(shown.bake))
    with pytest.raises(ValueError, match=r" takes .*, not "):
        setattr(shown, name, value)
    assert (shown.values, shown.picture, shown.bake) == before


def test_a_start_out_of_range_is_refused():
    with pytest.raises(ValueError, match="'Tilt' takes a number from 0 to 5, not 9"):
        LAB(tilt=9)
    with pytest.raises(ValueError, match=r"tilted has no control named angle; it has tilt, side, up\."):
        LAB(angle=9)


def test_a_name_that_is_no_control_is_no_attribute():
    with pytest.raises(AttributeError, match="has no attribute 'wedge'"):
        LAB().wedge  # noqa: B018


# --- the first picture ------------------------------------------------------------------------------------------------


def drawn(lab, **values):
    return take_drawing(lab.function, lab.settings(**values), lab.name)


def test_the_picture_of_the_start_is_the_template_itself():
    shown = LAB()
    assert shown.picture == drawn(LAB).svg
    assert shown.caption == "Tilted by 2.5."
    assert shown.template == ""


def test_other_start_values_show_their_own_picture_and_carry_the_template():
    shown = LAB(tilt=5, side="right")
    assert shown.picture == drawn(LAB, tilt=5, side="right").svg
    assert shown.template == drawn(LAB).svg
    assert shown.caption == "Tilted by 5.0."


def test_a_shipped_lab_with_a_bake_at_hand_draws_nothing(monkeypatch):
    first = how_tightly()
    monkeypatch.setattr("lessons_lib.explorable.widget.take_drawing", lambda *_: pytest.fail("it drew"))
    assert how_tightly().picture == first.picture


# --- the bake ---------------------------------------------------------------------------------------------------------


def test_where_nobody_looks_on_the_cell_ends_with_the_bake():
    assert LAB().bake["lab"] == "tilted"


def test_waiting_is_waiting_even_where_somebody_looks_on(watched, monkeypatch):
    monkeypatch.setenv("LESSONS_BAKE", "wait")

    async def cell():
        return LAB().bake["lab"]

    assert run(cell()) == "tilted"


def test_a_background_bake_ends_with_a_bake_and_lets_the_loop_turn(watched):
    async def cell():
        shown, turns, beside = LAB(), 0, []
        beside.append(dict(shown.bake))
        while not shown._baking.done():
            await asyncio.sleep(0)
            turns += 1
        return shown, turns, beside

    shown, turns, beside = run(cell())
    assert beside == [{}]
    assert turns >= shown.bake["drawings"] >= 10
    assert shown.bake == store.load_or_bake(LAB)["bake"]  # not LAB().bake: another test may have left a loop running


def test_frames_are_drawn_until_the_bake_is_there_and_no_longer(watched):
    async def cell():
        shown = LAB()
        shown.tilt = 4
        early = dict(shown.frame)
        await shown._baking
        shown.tilt = 1
        return early, dict(shown.frame)

    early, late = run(cell())
    assert early == {"svg": drawn(LAB, tilt=4).svg, "caption": "Tilted by 4.0."}
    assert late == early


def test_other_start_values_carry_the_template_after_a_background_bake_too(watched):
    async def cell():
        shown = LAB(tilt=5)
        await shown._baking
        return shown

    shown = run(cell())
    assert (shown.picture, shown.template) == (drawn(LAB, tilt=5).svg, drawn(LAB).svg)


BROKEN = on_axes(lambda ax, v: ax.plot([0, 10], [0, v])[0].set_visible(v > 0), name="broken")


def test_a_lab_that_cannot_be_baked_says_so_and_stays_alive(watched):
    async def cell():
        shown = BROKEN()
        await shown._baking
        shown.v = 4
        return shown

    shown = run(cell())
    assert shown.problem.startswith("broken cannot be baked: at {'v': ")
    assert shown.problem.endswith("Until then the figure needs its kernel.")
    assert shown.bake == {}
    assert shown.frame["svg"] == drawn(BROKEN, v=4).svg


def fails_at_four(ax, v):
    return f"One part in {show(1 / (4 - v))}."


def test_a_lab_whose_drawing_fails_says_so_too(watched):
    lab = on_axes(fails_at_four, name="failing", v=Slider("V", 0, 4))

    async def cell():
        shown = lab()
        await shown._baking
        return shown.problem

    assert run(cell()).startswith("failing cannot be drawn at ")


def test_where_one_waits_a_lab_that_cannot_be_baked_stops_the_cell():
    with pytest.raises(UnbakableError, match="broken cannot be baked"):
        BROKEN()


def test_a_bake_made_in_the_background_is_kept_for_the_next_time(watched):
    async def cell():
        await how_tightly()._baking

    run(cell())
    assert store.load(how_tightly)["bake"]["lab"] == "how_tightly"


# --- how it shows -----------------------------------------------------------------------------------------------------


def test_the_repr_is_what_one_writes():
    assert repr(LAB(tilt=3)) == "tilted(tilt=3.0, side='left', up=False)"


def displayed(shown, monkeypatch):
    outputs = []
    monkeypatch.setattr(
        "lessons_lib.explorable.widget.display",
        lambda what, **_: outputs.append(what if isinstance(what, dict) else {"text/html": what.data}),
    )
    shown._ipython_display_()
    return outputs


def test_the_still_picture_is_shown_first_and_the_widget_after_it(monkeypatch):
    still, live = displayed(LAB(), monkeypatch)
    assert list(still) == ["text/html"]
    assert VIEW in live
    assert live["text/plain"] == repr(LAB())


def test_the_still_picture_reads_without_a_script(monkeypatch):
    still, _ = displayed(LAB(tilt=4), monkeypatch)
    figure = ElementTree.fromstring(still["text/html"])
    assert (figure.get("class"), figure.get("data-lab")) == ("lesson-still", "tilted")
    assert figure.find("{http://www.w3.org/2000/svg}svg").get("aria-label") == "Tilted by 4.0."
    assert figure.find("figcaption").text == "Tilted by 4.0."


def test_a_hostile_caption_stays_words_in_the_still_picture(monkeypatch):
    lab = on_axes(lambda ax, v: "<img src=x onerror=alert(1)> & more")
    still, _ = displayed(lab(), monkeypatch)
    assert ElementTree.fromstring(still["text/html"]).find("figcaption").text == "<img src=x onerror=alert(1)> & more"


def test_after_and_covers_travel_to_the_page():
    shown = LAB(after="a-guess", covers="controls")
    assert (shown.after, shown.covers, shown.revealed) == ("a-guess", "controls", False)


def test_only_figure_or_controls_can_be_covered():
    with pytest.raises(Exception, match="covers"):
        LAB(covers="everything")


def test_the_page_gets_every_control_in_order():
    assert [control["name"] for control in LAB().spec] == ["tilt", "side", "up"]
    assert LAB().title == "tilted"


def test_two_figures_of_one_lab_do_not_share_values():
    one, other = LAB(), LAB()
    one.tilt = 5
    assert other.tilt == 2.5
    assert isinstance(one, ExplorableWidget)


def test_a_control_named_like_a_part_of_the_figure_is_refused():
    @explorable(title=Toggle("Show a title"))
    def mislabelled(fig, title):
        """A lab whose control hides the figure's own name."""
        return "Nothing to see."

    with pytest.raises(ValueError, match="mislabelled: a control cannot be named title"):
        mislabelled()


def test_the_same_lab_shown_twice_marks_its_ids_differently():
    first, second = LAB(), LAB()
    assert first.mark != second.mark
    assert not any(letter.isdigit() for letter in first.mark + second.mark)
