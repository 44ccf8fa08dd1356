"""Wet-foot detective: one print, and how its name depends on what counts as print and on who reads it."""

from __future__ import annotations

from functools import cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from lessons_lib import seeds
from lessons_lib.explorable import Choice, Slider, explorable, show
from lessons_lib.models import footprint

from .anatomy import Points, Stage
from .palette import BLUE, GREEN, INK, ORANGE, PAPER, PURPLE, QUIET, SAND, WASH

FEET = {"middle": 0.5, "low": 0.2}
LOWEST, HIGHEST, STEP = 10, 80, 10
LEVELS = tuple(range(LOWEST, HIGHEST + 1, STEP))
#: Cells of the map (rows of 4 mm from the heel): px of one, its row and column at the origin of the drawing.
CELL, FIRST_ROW, FIRST_COLUMN = 5.5, 4.0, 6.0
#: The axis from heel to toe, straight up the map, as (row, column).
AXIS = ((0.0, 17.5), (72.0, 17.5))
#: The words for the three classes, each with its colour and its mark.
NAMES = {"flat": ("flat", ORANGE), "normal": ("normal", GREEN), "high": ("high arch", PURPLE)}
MOST = 0.36
#: Fewest corners of a line that is drawn, and px between the points that shape a line.
SMALLEST, SPACING = 9, 24.0


@explorable(
    threshold=Slider("A spot counts when pressed by more than", LOWEST, HIGHEST, start=40, step=STEP, unit=" kPa"),
    arch=Choice("The foot has", {"middle": "a middle arch", "low": "a very low arch"}),
)
def wet_foot(fig: Figure, threshold: float, arch: str) -> str:
    """Wet-foot detective.

    The learner discovers that one print of one foot gets three names as the limit moves at which a spot counts as
    print, and that three ways to read the same print need not agree.

    Assumptions: the foot is invented, its pressures follow one walker; the borders of all three ways are from memory,
    so they are hatched. The Arch Index is the middle third of the print without its toes (Cavanagh 1987).

    Misconception: footprint-is-a-diagnosis.
    """
    fig.set_size_inches(5.4, 4.1)
    shape = _read(arch, threshold)
    _draw_print(Stage(fig, 60, 20), arch, threshold, shape.length)
    _draw_name(Stage(fig, 232, 332), shape.arch_index)
    _draw_scale(fig.add_axes((0.432, 0.56, 0.555, 0.22)), arch, shape.arch_index)
    _draw_answers(Stage(fig, 232, 4), shape)
    return _say(threshold, shape)


def _read(arch: str, threshold: float) -> footprint.PrintShape:
    return footprint.measure_print(_pressures(arch), threshold, axis=AXIS)


@cache
def _pressures(arch: str) -> Points:
    """Highest pressures of a right foot in kPa, rows from the heel, as its print looks from above."""
    return footprint.pressure_map(FEET[arch], side="right")[:, ::-1]


@cache
def _edge(arch: str, level: int) -> Path:
    """The line round all that is pressed by more than `level`, in px."""
    lines = Figure().add_subplot().contour(_pressures(arch), levels=[level]).get_paths()[0]
    rings = [CELL * (np.asarray(ring) - (FIRST_COLUMN, FIRST_ROW)) for ring in lines.to_polygons()]
    return Path.make_compound_path(*(_round(ring) for ring in rings if ring.shape[0] > SMALLEST))


def _round(ring: Points) -> Path:
    """A closed curve along a ring, its control points about `SPACING` px apart."""
    way = np.concatenate([[0.0], np.hypot(*np.diff(ring, axis=0).T).cumsum()])
    ends = np.linspace(0, way[-1], max(6, round(way[-1] / SPACING)), endpoint=False)
    corners = np.column_stack([np.interp(ends, way, ring[:, axis]) for axis in (0, 1)])
    after = np.roll(corners, -1, axis=0)
    bends = np.stack([after, (after + np.roll(after, -1, axis=0)) / 2], axis=1).reshape(-1, 2)
    return Path(np.vstack([bends[-1:], bends]), [Path.MOVETO] + [Path.CURVE3] * len(bends))


def _say(threshold: float, shape: footprint.PrintShape) -> str:
    name = NAMES[footprint.arch_class(shape.arch_index)][0]
    return (
        f"Counting what is pressed by more than {show(threshold, '.0f')} kPa, the Arch Index of this print is "
        f"{show(shape.arch_index, '.2f')}, which this scale calls {name}. It is the shape of a print, and no finding."
    )


def _draw_print(stage: Stage, arch: str, threshold: float, length: float) -> None:
    heel = float(np.argmax((_pressures(arch) > threshold).any(axis=1))) - 0.5 - FIRST_ROW
    heights = [CELL * (heel + length * third / 3) for third in range(4)]
    stage.fill([(x, heights[end]) for x, end in ((-58, 1), (136, 1), (136, 2), (-58, 2))], facecolor=SAND, linewidth=0)
    for level in LEVELS:
        seen = 0.35 if level == threshold else 0.13 if level > threshold else 0.03
        edge = 1.0 if level == threshold else 0.02
        stage.add(PathPatch(_edge(arch, level), facecolor=(BLUE, seen), edgecolor=(BLUE, edge), linewidth=2.2))
    _name_thirds(stage, heights)


def _name_thirds(stage: Stage, heights: list[float]) -> None:
    for height in heights:
        stage.line((-58, height), (136, height), linestyle=(0, (4, 3)))
    for name, low in zip(("heel", "middle", "ball"), heights):
        stage.text(-54, low + 44, name, INK)
    stage.text(-54, heights[3] + 26, "toes", QUIET)
    stage.text(-54, heights[3] + 10, "cut off", QUIET, 10)


def _draw_name(stage: Stage, index: float) -> None:
    name, colour = NAMES[footprint.arch_class(index)]
    stage.text(0, 50, "Arch Index: middle third of all", INK, 12, weight="bold")
    stage.text(0, 18, show(index, ".2f"), INK, 20, weight="bold")
    stage.text(70, 19, "is called", QUIET, 12)
    stage.text(146, 18, name, colour, 20, weight="bold")


def _draw_scale(ax: Axes, arch: str, index: float) -> None:
    edges = (0.0, seeds.constant("arch_index_high").value, seeds.constant("arch_index_flat").value, MOST)
    for (name, colour), low, high in zip((NAMES["high"], NAMES["normal"], NAMES["flat"]), edges, edges[1:]):
        ax.barh(
            0, high - low - 0.002, 1, left=low + 0.001, facecolor="none", edgecolor=colour, linewidth=2, clip_on=False
        )
        ax.text((low + high) / 2, 0.68, name, color=colour, ha="center", weight="bold", fontsize=10.5)
    ax.barh(0, MOST, 1, facecolor=WASH, edgecolor=WASH, hatch="//", zorder=0, clip_on=False)
    others = [_read(arch, level).arch_index for level in LEVELS]
    ax.scatter(others, [0] * len(LEVELS), s=26, facecolor=PAPER, edgecolor=BLUE, zorder=3, clip_on=False)
    ax.plot([index, index], [-0.6, 0.6], color=INK, linewidth=4, clip_on=False)
    ax.set(xlim=(0, MOST), ylim=(-0.6, 1.3), yticks=[])
    ax.set_xticks((0, 0.1, 0.2, 0.3), ("0", "0.1", "0.2", "0.3"))
    ax.spines[["left"]].set_visible(False)


def _draw_answers(stage: Stage, shape: footprint.PrintShape) -> None:
    stage.text(0, 179, "dots: this print at all eight limits", QUIET, 10)
    stage.text(0, 163, "hatched: borders from memory (assumed)", QUIET, 10)
    stage.text(0, 118, "Three ways to read this print", INK, 12, weight="bold")
    values = (show(shape.arch_index, ".2f"), show(shape.staheli, ".2f"), show(shape.chippaux_smirak, ".0f"))
    for row, ((way, answer), value) in enumerate(zip(footprint.three_answers(shape).items(), values)):
        height = 88 - 27 * row
        stage.text(0, height, way, INK)
        stage.text(144, height, value, QUIET)
        stage.text(190, height, answer, ORANGE if answer == "flat" else GREEN, weight="bold")
    stage.text(0, 7, "The foot is the same each time.", QUIET, 10.5)
