"""Everything seen to break a constant picture: what must bake all the same, and what is refused with its cure."""

import re

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.patches import Circle, Ellipse, FancyArrow, FancyArrowPatch

from lessons_lib.explorable import Slider, show
from lessons_lib.explorable.bake import bake_now
from lessons_lib.explorable.renderer import UnbakableError

from .samples import STEPS, broken_promises, every_setting, make_lab, on_axes

X = np.linspace(0, 10, 30)
GRID = np.linspace(0, 10, 7)


def share(v):
    """The slider's value as a share from exactly 0 to exactly 1."""
    return (v + 5) / 10


def mesh(ax, v):
    return ax.pcolormesh(GRID, GRID - 5, np.outer(GRID[:-1], GRID[:-1]) * share(v), vmin=0, vmax=100)


def log_axis(ax, v):
    ax.set(xscale="log", xlim=(1, 1000), xticks=[1, 10, 100, 1000])
    ax.plot([10 ** share(v), 500], [v, -v])


def twin(ax, v):
    other = ax.twinx()
    other.set(ylim=(0, 100), yticks=[0, 50, 100])
    ax.plot(X, v * np.sin(X))
    other.plot(X, 50 + 5 * v * np.cos(X))


def colourbar(ax, v):
    ax.figure.colorbar(mesh(ax, v), cax=ax.figure.add_axes((0.92, 0.1, 0.03, 0.8)), ticks=[0, 50, 100])


def moving_clip(ax, v):
    (line,) = ax.plot(X, 5 * np.sin(X), marker="o")
    line.set_clip_path(Circle((5 + v / 2, 0), 3, transform=ax.transData))


def nan_tail(ax, v):
    ax.plot(X, np.where(6 + v / 2 > X, np.sin(X) * 4, np.nan))


def two_moving_clips(ax, v):
    moving_clip(ax, v)
    moving_clip(ax, -v)


def legend(ax, v):
    ax.plot(X, v * np.sin(X), label="sine")
    ax.legend(loc="lower right")


BAKES = {
    "a hatch": lambda ax, v: ax.bar(5, v, hatch="//", facecolor="white", edgecolor="black"),
    "a hatch whose colour moves": lambda ax, v: ax.bar(5, 4, hatch="//", facecolor="white", edgecolor=(share(v), 0, 0)),
    "twin axes": twin,
    "a log axis with fixed limits": log_axis,
    "a bar crossing zero": lambda ax, v: ax.bar(5, v),
    "a colour bar": colourbar,
    "a mesh": mesh,
    "axvspan": lambda ax, v: ax.axvspan(5 + v / 2, 8),
    "a stem plot": lambda ax, v: ax.stem(GRID, v * np.sin(GRID)),
    "a legend with a fixed place": legend,
    "a line leaving the canvas": lambda ax, v: ax.plot([0, 10], [12 * v, -9 * v], clip_on=False),
    "markers leaving the canvas": lambda ax, v: ax.plot(X + 5 * v, X, "o", clip_on=False),
    "scattered dots leaving the canvas": lambda ax, v: ax.scatter(X + 5 * v, X, c=X, clip_on=False),
    "a line's alpha from 0 to 1": lambda ax, v: ax.plot(X, np.sin(X), alpha=share(v)),
    "a patch's alpha from 0 to 1": lambda ax, v: ax.bar(5, 4, alpha=share(v), edgecolor="black"),
    "a text's alpha from 0 to 1": lambda ax, v: ax.text(5, 0, "here", alpha=share(v)),
    "a scatter's alpha from 0 to 1": lambda ax, v: ax.scatter(X, np.sin(X), alpha=share(v)),
    "a band's alpha from 0 to 1": lambda ax, v: ax.fill_between(X, 0, X, alpha=share(v)),
    "a pure black fill": lambda ax, v: ax.bar(5, 4, facecolor=(share(v),) * 3),
    "a tail of missing values": nan_tail,
    "dashes changing width": lambda ax, v: ax.plot(X, np.sin(X), "--", linewidth=1 + share(v)),
    "thousands": lambda ax, v: ax.text(5, 0, f"{10_000 + 2_000 * v:,.0f} steps"),
    "thousands that begin at a thousand": lambda ax, v: ax.text(5, 0, show(1000 + 100 * v, ",.0f")),
    "a number losing a digit": lambda ax, v: ax.text(5, 0, f"{11 + v:.1f} cm"),
    "a real minus sign": lambda ax, v: ax.text(5, 0, f"{v:.1f}°".replace("-", "−")),
    "a hyphen as minus": lambda ax, v: ax.text(5, 0, f"{v:.1f}°"),
    "a plus sign": lambda ax, v: ax.text(5, 0, f"{v:+.1f}°"),
    "words with digits": lambda ax, v: ax.text(v, 0, "L4-L5 in 2023-05, agent 007"),
    "a moving number among words with digits": lambda ax, v: ax.text(5, 0, f"L4-L5: {v:.1f} mm in 2023-05"),
    "a marker's size": lambda ax, v: ax.plot(X, np.sin(X), "s", markersize=6 + v),
    "a marker's size from zero": lambda ax, v: ax.scatter(X, np.sin(X), s=20 * share(v)),
    "a moving clip path": moving_clip,
    "two clip paths moving apart": two_moving_clips,
    "a circle growing from nothing": lambda ax, v: ax.add_patch(Circle((5, 0), 3 * share(v))),
    "a rotating text": lambda ax, v: ax.text(5, 0, "tilt", rotation=4 * v, rotation_mode="anchor"),
    "an error bar": lambda ax, v: ax.errorbar(GRID, GRID - 5, yerr=1 + share(v), capsize=3),
    "an arrow that never vanishes": lambda ax, v: ax.arrow(1, 0, 6 + v, 0, width=0.2),
    "a FancyArrow of no length": lambda ax, v: ax.add_patch(FancyArrow(5, 0, v, 0, length_includes_head=True)),
    "a quiver": lambda ax, v: ax.quiver([2, 5], [0, 0], [v, 1], [1, v], scale=20),
    "a number in a legend": lambda ax, v: ax.plot(X, v * X / 10, label=f"{v:.1f}")[0].axes.legend(loc="upper right"),
    "a number in a box": lambda ax, v: ax.text(5, 0, f"{v:.1f}", bbox={"boxstyle": "round"}),
    "a number on a second line": lambda ax, v: ax.text(5, 0, f"one\n{v:.1f}"),
    "an arrow whose head remains": lambda ax, v: ax.arrow(5, 0, v, 0),
    "an ellipse that is a circle once": lambda ax, v: ax.add_patch(Ellipse((5, 0), 8 + v, 16)),
    "an arrow of annotate": lambda ax, v: ax.annotate("x", (5, v), (8, 8), arrowprops={"arrowstyle": "-"}),
}


@pytest.mark.parametrize("paint", BAKES.values(), ids=BAKES)
def test_bakes_and_is_told_right_at_every_step(paint):
    lab = on_axes(paint)
    assert broken_promises(lab, every_setting(lab)) == []


# --- what must be refused -------------------------------------------------------------------------------------------


def hidden(make):
    return lambda ax, v: make(ax).set_visible(v > 0)


def ticks_by_themselves(fig, v):
    fig.add_subplot().plot(X, 10 * v * X)
    return "A sample."


def best_legend(ax, v):
    ax.plot(X, np.where(X < 5, 9, -9) * np.sign(v + 0.1), label="one")
    ax.legend(loc="best")


def gappy(ax, v):
    ax.plot(X, np.where(np.abs(X - 5 - v / 2) < 1, np.nan, X))


POINTS, ALPHA = "the number of points the same", "alpha=0.001"
REFUSED = {
    "a line hidden by set_visible": (hidden(lambda ax: ax.plot(X, X)[0]), "line2d", ALPHA),
    "a patch hidden by set_visible": (hidden(lambda ax: ax.bar(5, 4)[0]), "patch", ALPHA),
    "a text hidden by set_visible": (hidden(lambda ax: ax.text(5, 0, "here")), "text", ALPHA),
    "dots hidden by set_visible": (hidden(lambda ax: ax.scatter(X, X)), "PathCollection", ALPHA),
    "a text that is empty": (lambda ax, v: ax.text(5, 0, "here" if v > 0 else ""), "text", ALPHA),
    "fill_between with where=": (lambda ax, v: ax.fill_between(X, 0, X, where=v + 5 > X), "FillBetween", "np.minimum"),
    "a contour of a moving field": (
        lambda ax, v: ax.contour(GRID, GRID - 5, np.hypot(*np.meshgrid(GRID - v, GRID - 5)), [3]),
        "QuadContourSet",
        "pcolormesh",
    ),
    "a filled contour of a moving field": (
        lambda ax, v: ax.contourf(GRID, GRID - 5, np.hypot(*np.meshgrid(GRID - v, GRID - 5)), [0, 3, 5]),
        "QuadContourSet",
        "pcolormesh",
    ),
    "an arrow of no length": (
        lambda ax, v: ax.add_patch(FancyArrowPatch((5, 0), (5 + v, 0), arrowstyle="->")),
        "patch",
        "arrow's length",
    ),
    "an annotation's arrow of no length": (
        lambda ax, v: ax.annotate("", (5 + v, 0), (5, 0), arrowprops={"arrowstyle": "->"}),
        "patch",
        "arrow's length",
    ),
    "a marker of no size": (lambda ax, v: ax.plot(X, X, "s", markersize=5 + v), "line2d", "marker's size above zero"),
    "a line with fewer points": (lambda ax, v: ax.plot(X[: int(v + 10)], X[: int(v + 10)]), "line2d", POINTS),
    "markers at missing values": (lambda ax, v: ax.plot(X, np.where(v + 5 > X, X, np.nan), "o"), "line2d", POINTS),
    "mathtext that holds the number": (lambda ax, v: ax.text(5, 0, f"$x = {v:.1f}$"), "text", "plain text beside it"),
    "an arc": (lambda ax, v: ax.add_patch(mpl.patches.Arc((5, 0), 3, 3, theta2=180 + 30 * v)), "patch", POINTS),
    "an edge that vanishes": (lambda ax, v: ax.bar(5, 4, edgecolor="black", linewidth=v + 5), "patch", "linewidth"),
}


@pytest.mark.parametrize(("paint", "element", "cure"), REFUSED.values(), ids=REFUSED)
def test_is_refused_with_lab_setting_element_and_cure(paint, element, cure):
    with pytest.raises(UnbakableError) as refused:
        bake_now(on_axes(paint, name="wobbly"))
    said = str(refused.value)
    assert re.match(r"wobbly cannot be baked: at \{'v': -?\d\.\d\} its elements change; the first", said)
    assert re.search(f"'[^']*{element}[^']*'", said), said
    assert cure in said.partition("Cure: ")[2], said


def test_ticks_that_choose_themselves_are_refused_with_the_cure():
    with pytest.raises(UnbakableError, match=r"wobbly cannot be baked: at .*axis.*Cure: .*set_xlim, set_xticks"):
        bake_now(make_lab(ticks_by_themselves, "wobbly", v=STEPS))


NEVER = {
    "imshow": (lambda ax, v: ax.imshow(np.ones((3, 3)) * v), "pcolormesh"),
    "gouraud shading": (lambda ax, v: ax.pcolormesh(np.ones((3, 3)) * v, shading="gouraud"), "shading='flat'"),
    "a slanted mesh": (
        lambda ax, v: ax.pcolormesh(*np.meshgrid(GRID, GRID) + GRID[:, None], np.ones((6, 6))),
        "upright",
    ),
    "a gap of missing values that moves": (gappy, "two lines, or use np.clip"),
    "nine numbers in one text": (lambda ax, v: ax.text(5, 0, " ".join([f"{v:.1f}"] * 9)), "Split it in two"),
}


@pytest.mark.parametrize(("paint", "cure"), NEVER.values(), ids=NEVER)
def test_what_no_setting_can_bake_is_refused_with_lab_setting_and_cure(paint, cure):
    with pytest.raises(UnbakableError, match=r"^wobbly cannot be baked: at \{'v': -?\d\.\d\} ") as refused:
        bake_now(on_axes(paint, name="wobbly"))
    assert cure in str(refused.value)


def test_a_legend_that_jumps_is_told_right_or_refused():
    lab = on_axes(best_legend)
    assert broken_promises(lab, every_setting(lab)) == []


# --- labs without a law: refused early, and by name -----------------------------------------------------------------

TWO = {"a": Slider("A", 0, 100), "b": Slider("B", 0, 100)}


def noise(a, b):
    return float(np.random.default_rng(int(1000 * a + b)).random())


def test_a_number_behind_abs_on_two_sliders_is_refused_and_named(monkeypatch):
    monkeypatch.setattr("lessons_lib.explorable.refine.MOST_DRAWINGS", 300)
    lab = on_axes(lambda ax, a, b: ax.text(5, 0, show(abs(a - b), ".3f")), name="wobbly", **TWO)
    with pytest.raises(UnbakableError, match=r"wobbly needs more than 300 drawings.*'a'.*the text '.*no abs\(\)"):
        bake_now(lab)


def test_a_number_without_any_law_on_two_sliders_is_refused_and_named():
    lab = on_axes(lambda ax, a, b: ax.text(5, 0, show(noise(a, b), ".3f")), name="wobbly", **TWO)
    with pytest.raises(UnbakableError, match=r"wobbly needs more than \d+ drawings.*'a'.*the text"):
        bake_now(lab)


def test_a_place_without_any_law_is_refused_and_its_artist_named():
    lab = on_axes(lambda ax, a, b: ax.plot([0, 10], [noise(a, b), 0]), name="wobbly", **TWO)
    with pytest.raises(UnbakableError, match=r"most restlessly in figure/axes/line2d"):
        bake_now(lab)


def test_words_without_any_law_on_two_sliders_are_refused_and_named(monkeypatch):
    monkeypatch.setattr("lessons_lib.explorable.words.MOST_DRAWINGS", 100)
    lab = on_axes(lambda ax, a, b: ax.text(5, 0, "yes" if noise(a, b) > 0.5 else "no"), name="wobbly", **TWO)
    with pytest.raises(UnbakableError, match=r"wobbly needs more than 100 drawings.*words.*between \{'a'"):
        bake_now(lab)


def test_a_figure_whose_size_changes_is_refused():
    def draw(fig, v):
        fig.set_size_inches(6 + v, 4)
        return "A sample."

    with pytest.raises(UnbakableError, match=r"wobbly cannot be baked: at \{'v': \d\} its size changes"):
        bake_now(make_lab(draw, "wobbly", v=Slider("V", 0, 3)))
