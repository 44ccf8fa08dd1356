"""Contrast of every pair of colours that pages use, computed from the style sheet itself, in every theme (WCAG 2.2)."""

import re
from pathlib import Path

import pytest

import lessons_lib
from lessons_lib.style import FIGURES, PALETTE

THEMES = ("light", "dark", "light contrast", "dark contrast")
PACKAGE = Path(lessons_lib.__file__).parent
PUBLISH = PACKAGE / "publish"
SHEETS = sorted(PACKAGE.rglob("*.css"))
INKS = ("ink", "quiet", "blue", "orange", "green", "purple", "red")
GROUNDS = ("paper", "wash")
PALE = {"blue": "sky", "orange": "sand", "green": "mint", "purple": "plum"}  # a figure's colour on its pale partner

ROW = re.compile(
    r"--(\w+): var\(--m-\1, light-dark\((#\w{6}), (#\w{6})\)\); "
    r"--m-\1: var\(--more\) light-dark\((#\w{6}), (#\w{6})\);"
)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
CONTROL = re.compile(r"(?:^|[\s>+~(,])(?:button|input|select|textarea)\b")


def read_themes(style: str) -> dict[str, dict[str, str]]:
    """The colours of each theme by name."""
    rows = ROW.findall(style)
    return {theme: {row[0]: row[place] for row in rows} for place, theme in enumerate(THEMES, 1)}


PALETTES = read_themes(PALETTE.read_text("utf-8"))
each_theme = pytest.mark.parametrize("theme", THEMES)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def too_weak(colours: dict[str, str], pairs: list[tuple[str, str]], least: float) -> list[tuple[str, str, float]]:
    """The pairs that stand out less than they must."""
    found = [(one, other, contrast(colours[one], colours[other])) for one, other in pairs]
    return [pair for pair in found if pair[2] < least]


def faint_controls(style: str) -> list[str]:
    """Controls with no edge but the faint rule that parts one thing from the next."""
    rules = [(who.strip(), what) for who, what in RULE.findall(re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL))]
    return [
        who
        for who, what in rules
        if CONTROL.search(who)
        and "[aria-disabled" not in who
        and re.search(r"border(?:-color)?:[^;]*var\(--rule\)", what)
    ]


TEXT = [(ink, ground) for ink in INKS for ground in GROUNDS]
ON_FILL = [
    ("paper", fill) for fill in ("ink", "blue", "orange", "green", "purple")
]  # words on a button, a badge, a mark


def test_black_on_white_has_the_contrast_that_wcag_states():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_every_colour_is_read_in_every_theme():
    names = {*INKS, *GROUNDS, *PALE.values(), "rule", "bone", "joint"}
    assert {theme: set(colours) for theme, colours in PALETTES.items()} == dict.fromkeys(THEMES, names)


def test_no_colour_of_the_palette_escapes_the_reading():
    hexes = re.findall(r"#[0-9a-f]{6}", PALETTE.read_text("utf-8"))
    assert len(hexes) == sum(len(colours) for colours in PALETTES.values())


@each_theme
def test_every_text_colour_reads_on_every_ground(theme):
    assert too_weak(PALETTES[theme], TEXT + ON_FILL, 7 if "contrast" in theme else 4.5) == []


@each_theme
def test_words_of_a_figure_read_on_its_pale_fills(theme):
    pairs = [(ink, fill) for ink in ("ink", "quiet") for fill in (*PALE.values(), "bone")]
    assert too_weak(PALETTES[theme], pairs, 7 if "contrast" in theme else 4.5) == []


@each_theme
def test_lines_stand_out_from_paper_and_from_their_own_pale_fill(theme):
    edges = [("joint", "bone"), *PALE.items(), *((colour, "paper") for colour in (*PALE, "joint", "quiet"))]
    assert too_weak(PALETTES[theme], edges, 4.5 if "contrast" in theme else 3) == []


@each_theme
def test_edges_of_controls_and_the_ring_of_focus_stand_out(theme):
    edges = [(edge, ground) for edge in ("quiet", "blue") for ground in GROUNDS]
    assert too_weak(PALETTES[theme], edges, 4.5 if "contrast" in theme else 3) == []


@pytest.mark.parametrize("theme", [theme for theme in THEMES if "contrast" in theme])
def test_in_high_contrast_even_what_only_parts_stands_out(theme):
    assert too_weak(PALETTES[theme], [("rule", ground) for ground in GROUNDS], 4.5) == []
    assert {PALETTES[theme]["ink"], PALETTES[theme]["paper"]} == {"#000000", "#ffffff"}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_no_control_has_only_the_faint_rule_as_its_edge(sheet):
    assert faint_controls(sheet.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "style", ["button { border: 1px solid var(--rule); }", ".a input.number { color: red; border-color: var(--rule) }"]
)
def test_a_control_with_a_faint_edge_would_be_seen(style):
    assert faint_controls(style) != []


@pytest.mark.parametrize(
    ("colours", "least"),
    [
        ({"ink": "#8a96a3", "paper": "#ffffff"}, 4.5),
        ({"ink": "#5d6b78", "paper": "#ffffff"}, 7),
        ({"ink": "#3a4652", "paper": "#141a20"}, 3),
    ],
)
def test_a_pair_that_is_too_weak_would_be_seen(colours, least):
    assert too_weak(colours, [("ink", "paper")], least) != []


def test_a_colour_that_is_faint_in_one_theme_only_would_be_seen():
    row = "--ink: var(--m-ink, light-dark(#000000, #222222)); --m-ink: var(--more) light-dark(#000000, #ffffff);"
    found = read_themes(row)
    assert [theme for theme in THEMES if contrast(found[theme]["ink"], PALETTES[theme]["paper"]) < 4.5] == ["dark"]


def test_the_theme_that_is_chosen_wins_over_the_system_and_auto_follows_it():
    switch = (PUBLISH / "palette.css").read_text("utf-8")
    assert ':root[data-theme="contrast"] { --more: ; }' in switch
    followed = '@media (prefers-contrast: more) { :root:not([data-theme="light"], [data-theme="dark"]) { --more: ; } }'
    assert followed in switch


def test_the_button_knows_the_themes_that_the_style_sheet_knows():
    script = re.search(r"THEMES = \{(.*?)\}", (PUBLISH / "page.js").read_text("utf-8"))
    assert script
    offered = re.findall(r"(\w+):", script[1])
    assert offered == [
        "auto",
        *re.findall(r'^:root\[data-theme="(\w+)"\]', (PUBLISH / "palette.css").read_text("utf-8"), re.MULTILINE),
    ]


def test_figures_map_to_colours_of_the_palette_only():
    used = set(re.findall(r"(?:fill|stroke): var\(--(\w+)\)", FIGURES.read_text("utf-8")))
    assert used == set(PALETTES["light"]) - {"red"}
