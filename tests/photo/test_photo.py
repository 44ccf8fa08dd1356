"""Footprints in photos: known prints are measured, bad pictures refused, and nothing opens without a gate."""

from __future__ import annotations

import builtins
import contextlib
import functools
import io
import re
import zlib
from datetime import date, timedelta

import numpy as np
import pytest
from PIL import Image, ImageDraw

from lessons_lib.advice import Answers, triage
from lessons_lib.photo import MEANING, NOTICE, REASONS, Footprint, NoPrint, measure

from .painter import Photo, Sole, to_bytes

TODAY = date(2026, 11, 21)
BLUE, GREEN, WOOD, PINK, DARK = (70, 110, 180), (90, 140, 90), (176, 128, 84), (220, 160, 160), (80, 78, 76)
PHOTOS = {
    "a plain grey floor": Photo(Sole(10)),
    "high arch, turned": Photo(Sole(-6), turned=35, seed=1),
    "flat, much noise": Photo(Sole(40), noise=22, seed=2),
    "left, lamp from one side": Photo(Sole(15), left=True, light=(0.35, 0.15), seed=3),
    "dark corners": Photo(Sole(5), vignette=0.5, turned=-20, seed=4),
    "upside down": Photo(Sole(20), turned=180, seed=5),
    "lying across": Photo(Sole(0), turned=90, size=(700, 900), zoom=0.6, seed=6),
    "blue floor": Photo(Sole(12), floor=BLUE, wet=(0.6, 0.65, 0.75), light=(0.2, -0.2), seed=7),
    "green floor, left": Photo(Sole(28), floor=GREEN, left=True, turned=-50, seed=8),
    "wood, blotches": Photo(Sole(8), floor=WOOD, grain=0.05, wet=(0.55, 0.5, 0.5), seed=9),
    "pink floor": Photo(Sole(35), floor=PINK, turned=14, seed=10),
    "tiles": Photo(Sole(10), tile=150, turned=20, seed=11),
    "small tiles of many tones": Photo(Sole(18), tile=100, tile_tones=0.05, turned=-12, left=True, seed=12),
    "three toes": Photo(Sole(10), toes=(1, 0, 0.8, 0.7, 0), seed=13),
    "only the big toe": Photo(Sole(25), toes=(0.8, 0, 0, 0, 0), turned=65, seed=14),
    "no toes": Photo(Sole(3), toes=(0, 0, 0, 0, 0), turned=-100, seed=15),
    "wet shine": Photo(Sole(14), shine=0.1, patchy=0.08, seed=16),
    "drips, patchy": Photo(Sole(6), drips=10, patchy=0.12, turned=150, left=True, seed=17),
    "pale print on light paper": Photo(Sole(22), floor=(240, 238, 230), wet=(0.85, 0.85, 0.86), noise=6, seed=18),
    "light powder on dark": Photo(Sole(-2), floor=DARK, wet=(1.7, 1.7, 1.65), light=(-0.2, 0.2), seed=19),
    "small in the picture": Photo(Sole(10), zoom=0.35, at=(40, -60), turned=10, size=(1400, 1100), seed=20),
    "hard": Photo(
        Sole(16),
        floor=WOOD,
        tile=120,
        grout=(110, 80, 60),
        tile_tones=0.04,
        grain=0.03,
        light=(0.25, -0.25),
        noise=12,
        drips=6,
        shine=0.05,
        toes=(1, 1, 0.7, 0, 0),
        turned=-130,
        seed=21,
    ),
}


def a_gate(day=TODAY, conditions=(), age="16-or-over"):
    return triage(Answers(age, "tested-normal", frozenset(), frozenset(conditions)), day).gate


def look(data: bytes) -> Footprint:
    return measure(a_gate(), data, today=TODAY)


@functools.cache
def found(name: str) -> Footprint:
    return look(to_bytes(PHOTOS[name].paint(), "JPEG", quality=85))


def middle(print_: Footprint) -> float:
    return print_.steps[print_.start].arch_index


# --- known prints -----------------------------------------------------------------------------------------------------


def test_there_are_at_least_twenty_known_prints_from_high_to_flat():
    true = [photo.sole.arch_index() for photo in PHOTOS.values()]
    assert len(true) >= 20
    assert min(true) < 0.2
    assert max(true) > 0.3


@pytest.mark.parametrize("name", PHOTOS)
def test_a_known_print_is_measured_within_three_hundredths(name):
    assert middle(found(name)) == pytest.approx(PHOTOS[name].sole.arch_index(), abs=0.03)


def test_on_the_whole_there_is_no_bias():
    off = [middle(found(name)) - photo.sole.arch_index() for name, photo in PHOTOS.items()]
    assert abs(np.mean(off)) < 0.005


@pytest.mark.parametrize("name", PHOTOS)
def test_left_and_right_are_never_taken_for_each_other(name):
    assert found(name).side in (("left" if PHOTOS[name].left else "right"), "unclear")


def test_most_sides_are_told():
    assert sum(found(name).side == "unclear" for name in PHOTOS) <= 3


@pytest.mark.parametrize("arch", [-14, -22])
def test_a_heel_and_a_ball_that_do_not_touch_are_one_print(arch):
    photo = Photo(Sole(arch), turned=25)
    assert middle(look(to_bytes(photo.paint()))) == pytest.approx(photo.sole.arch_index(), abs=0.03)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP"])
def test_every_kind_of_file_gives_the_same(kind):
    picture = PHOTOS["a plain grey floor"].paint()
    assert middle(look(to_bytes(picture, kind))) == pytest.approx(middle(found("a plain grey floor")), abs=0.004)


MODES = {"grey": "L", "with alpha": "RGBA", "palette": "P", "CMYK": "CMYK"}


@pytest.mark.parametrize("mode", MODES.values(), ids=MODES)
def test_every_kind_of_pixel_can_be_read(mode):
    image = Image.fromarray(PHOTOS["a plain grey floor"].paint()).convert(mode)
    data = to_bytes(image, "JPEG" if mode == "CMYK" else "PNG")
    assert middle(look(data)) == pytest.approx(middle(found("a plain grey floor")), abs=0.01)


def test_sixteen_bits_of_grey_can_be_read():
    grey = np.asarray(Image.fromarray(PHOTOS["a plain grey floor"].paint()).convert("L")).astype(np.uint16) * 257
    assert middle(look(to_bytes(grey))) == pytest.approx(middle(found("a plain grey floor")), abs=0.01)


def test_clear_parts_of_a_picture_are_white():
    grey = PHOTOS["a plain grey floor"].cover()
    clear = np.dstack([np.zeros((*grey.shape, 3)), 255 * grey]).astype(np.uint8)
    assert middle(look(to_bytes(clear))) == pytest.approx(PHOTOS["a plain grey floor"].sole.arch_index(), abs=0.03)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_turned_as_its_exif_says(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    photo = Photo(Sole(0), size=(800, 560), zoom=0.6)
    print_ = look(to_bytes(photo.paint(), "JPEG", exif=exif, quality=90))
    points = [point for line in print_.steps[0].outlines for point in line]
    tall = np.ptp([y for _, y in points]) * (800 if orientation < 5 else 560)
    wide = np.ptp([x for x, _ in points]) * (560 if orientation < 5 else 800)
    assert (tall > wide) == (orientation < 5)
    assert print_.side == ("left" if orientation in (2, 4, 5, 7) else "right")
    assert middle(print_) == pytest.approx(photo.sole.arch_index(), abs=0.01)


# --- what comes with the figure ---------------------------------------------------------------------------------------


def test_there_is_no_one_label_and_no_advice():
    print_ = found("a plain grey floor")
    assert "label" not in vars(print_)
    assert set(print_.labels) == {"Arch Index", "Staheli", "Chippaux-Smirak"}
    assert print_.meaning == MEANING
    text = " ".join((*MEANING, *NOTICE, *print_.notes, *REASONS.values())).lower()
    assert not re.search(r"should|insert|flat|support|arch |recommend|doctor", text)


def test_the_notice_names_what_rule_fourteen_names():
    text = " ".join(NOTICE).lower()
    assert all(word in text for word in ("wound", "feel", "dry floor", "hold on"))


def test_somewhere_a_threshold_changes_the_label():
    names = [{step.label for step in found(name).steps} for name in PHOTOS]
    assert any(len(labels) > 1 for labels in names)


def test_somewhere_three_methods_disagree():
    answers = [set(step.answers.values()) for name in PHOTOS for step in found(name).steps]
    assert any(len(one) > 1 for one in answers)


@pytest.mark.parametrize("name", PHOTOS)
def test_the_uncertainty_names_its_three_sources_and_is_wider_than_each(name):
    spread = found(name).spread
    assert list(spread) == ["threshold", "rotation", "toe cut", "all"]
    widest = max(one.high - one.low for one in spread.values())
    assert 0.005 < widest == spread["all"].high - spread["all"].low
    assert spread["all"].low <= middle(found(name)) <= spread["all"].high


def test_a_blurred_print_is_less_certain_than_a_sharp_one():
    wide = [look(to_bytes(Photo(Sole(0), blur=blur).paint())).spread["threshold"] for blur in (1, 8)]
    assert wide[1].high - wide[1].low > 2 * (wide[0].high - wide[0].low)


def test_outlines_lie_on_the_print_and_in_the_picture():
    photo = PHOTOS["a plain grey floor"]
    cover, print_ = photo.cover(), found("a plain grey floor")
    rows, columns = cover.shape
    for line in print_.steps[print_.start].outlines:
        inside = [cover[int(y * rows), int(x * columns)] for x, y in line]
        assert 0.3 < np.mean(inside) < 0.7


def test_thirds_and_toe_cut_follow_each_other_from_the_heel():
    step = found("a plain grey floor").steps[4]  # the toes are up
    heights = [np.mean([y for _, y in line]) for line in (*step.thirds, step.toe_cut)]
    assert np.diff(heights) == pytest.approx([heights[1] - heights[0]] * 2, abs=0.003)
    assert heights == sorted(heights, reverse=True)


def test_the_same_picture_gives_the_same_answer():
    data = to_bytes(PHOTOS["tiles"].paint())
    assert look(data) == look(data)


def test_nothing_is_stored(monkeypatch):
    def never(*arguments, **options):
        raise AssertionError(f"a file was opened: {arguments}")

    data = to_bytes(PHOTOS["a plain grey floor"].paint())
    gate = a_gate()
    measure(gate, data, today=TODAY)  # what has to be loaded is loaded
    monkeypatch.setattr(builtins, "open", never)
    monkeypatch.setattr(io, "open", never)
    assert not any(isinstance(value, bytes) for value in vars(measure(gate, data, today=TODAY)).values())


# --- the gate ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("gate", [None, "yes", a_gate(TODAY - timedelta(days=1))], ids=["none", "word", "yesterday"])
def test_without_a_gate_of_today_nothing_is_read(gate):
    with pytest.raises(ValueError, match="warning signs") as refused:
        measure(gate, b"", today=TODAY)
    assert not isinstance(refused.value, NoPrint)


@pytest.mark.parametrize("condition", ["diabetes"])
def test_who_must_not_walk_barefoot_gets_no_footprint(condition):
    with pytest.raises(ValueError, match=r"bare feet|warning signs"):
        measure(a_gate(conditions=(condition,)), b"", today=TODAY)


def test_a_child_gets_no_footprint():
    with pytest.raises(ValueError, match=r"bare feet|warning signs"):
        measure(a_gate(age="under-16"), b"", today=TODAY)


# --- bad pictures -----------------------------------------------------------------------------------------------------

# Which sentence fits a picture of something else is a matter of taste; that it is one of these is not.
NOT_ONE_PRINT = "nothing, no contrast, cut, far, shape, two"
GOOD = PHOTOS["a plain grey floor"]


def flat_colour(value=180, size=(400, 300)):
    return np.full((*size, 3), value, dtype=np.uint8)


def drawn(draw_on, size=(700, 900), floor=(190, 186, 180)):
    image = Image.new("RGB", size, floor)
    draw_on(ImageDraw.Draw(image))
    noisy = np.asarray(image) + np.random.default_rng(5).normal(0, 4, (size[1], size[0], 3))
    return np.clip(noisy, 0, 255).astype(np.uint8)


def two_feet():
    left, right = (Photo(Sole(10), left=left, size=(900, 520), zoom=0.72).paint() for left in (True, False))
    return np.hstack([left, right])


def one_behind_the_other():
    step = Photo(Sole(10), size=(700, 700), zoom=0.8).paint()
    return np.vstack([step, step])


def landscape():
    rng = np.random.default_rng(3)
    rows = np.linspace(0, 1, 600)[:, None, None]
    sky = np.where(rows < 0.55, (120, 170, 230), (70, 120, 60)) * np.ones((1, 800, 1))
    return np.clip(sky + 25 * rng.normal(size=(600, 800, 1)).cumsum(axis=1) / 20, 0, 255).astype(np.uint8)


def portrait():
    def face(pen):
        pen.ellipse((180, 180, 520, 660), fill=(224, 172, 140))
        pen.ellipse((170, 120, 530, 330), fill=(60, 40, 30))
        pen.ellipse((260, 360, 310, 390), fill=(30, 30, 30))
        pen.ellipse((390, 360, 440, 390), fill=(30, 30, 30))
        pen.rectangle((90, 640, 610, 899), fill=(40, 60, 140))

    return drawn(face)


def text_page():
    def lines(pen):
        for row in range(60, 850, 26):
            for column in range(60, 620, 34):
                pen.rectangle((column, row, column + 24, row + 10), fill=(20, 20, 20))

    return drawn(lines, floor=(245, 245, 245))


def shape_of(points, **options):
    return drawn(lambda pen: getattr(pen, points)(fill=(100, 98, 95), **options))


def moving():
    frames = [Image.fromarray(flat_colour(value)) for value in (10, 200)]
    return to_bytes(frames[0], "GIF", save_all=True, append_images=frames[1:])


def moving_webp():
    frames = [Image.fromarray(flat_colour(value)) for value in (10, 200)]
    return to_bytes(frames[0], "WEBP", save_all=True, append_images=frames[1:])


def huge_head():
    """A PNG that says it has 10 000 million pixels, in a few bytes."""
    data = bytearray(to_bytes(flat_colour()))
    data[16:24] = (100_000).to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    return bytes(data)


BAD = {
    "no bytes": (lambda: b"", "no bytes"),
    "a text": (lambda: b"Dear Sir or Madam, " * 20, "kind"),
    "a PDF": (lambda: b"%PDF-1.7\n" + bytes(500), "kind"),
    "an SVG": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "kind"),
    "a HEIC": (lambda: b"\0\0\0\x18ftypheic" + bytes(500), "heic"),
    "a JPEG that stops half way": (lambda: (lambda d: d[: len(d) // 2])(to_bytes(GOOD.paint(), "JPEG")), "damaged"),
    "a PNG that stops half way": (lambda: (lambda d: d[: len(d) // 2])(to_bytes(GOOD.paint())), "damaged"),
    "a head and nothing else": (lambda: to_bytes(GOOD.paint(), "JPEG")[:300], "kind damaged"),
    "more pixels than it dares": (huge_head, "too many pixels"),
    "sixty-four million pixels": (lambda: to_bytes(Image.new("1", (8000, 8000))), "too many pixels"),
    "a moving GIF": (moving, "moving"),
    "a moving WebP": (moving_webp, "moving"),
    "a GIF": (lambda: to_bytes(flat_colour(), "GIF"), "kind"),
    "a stamp": (lambda: to_bytes(GOOD.paint()[::9, ::9]), "too few pixels"),
    "a strip": (lambda: to_bytes(flat_colour(size=(160, 9000))), "too few pixels"),
    "one colour": (lambda: to_bytes(flat_colour()), "blank"),
    "black": (lambda: to_bytes(flat_colour(0)), "blank"),
    "noise alone": (
        lambda: to_bytes(np.random.default_rng(1).integers(0, 255, (600, 500, 3), dtype=np.uint8)),
        NOT_ONE_PRINT,
    ),
    "a floor without a print": (lambda: to_bytes(Photo(toes=(), sole=Sole(10), at=(900, 0)).paint()),
        NOT_ONE_PRINT),
    "tiles without a print": (lambda: to_bytes(Photo(tile=120, tile_tones=0.05, at=(900, 0)).paint()),
        NOT_ONE_PRINT),
    "a print that hardly shows": (lambda: to_bytes(Photo(wet=(0.97, 0.97, 0.97), noise=8).paint()),
        "nothing, no contrast, far, shape, two, cut"),
    "two feet": (lambda: to_bytes(two_feet()), "two"),
    "one foot behind the other": (lambda: to_bytes(one_behind_the_other()), "two"),
    "toes over the edge": (lambda: to_bytes(Photo(at=(-85, 0)).paint()), "cut"),
    "heel over the edge": (lambda: to_bytes(Photo(at=(100, 0)).paint()), "cut"),
    "far away": (lambda: to_bytes(Photo(zoom=0.1, size=(1400, 1100)).paint()), "far"),
    "a landscape": (lambda: to_bytes(landscape()), "cut, nothing, shape, two, no contrast"),
    "a portrait": (lambda: to_bytes(portrait()), "cut, nothing, shape, two, no contrast"),
    "a page of text": (lambda: to_bytes(text_page()), "nothing, cut, shape, two, no contrast, far"),
    "a disc": (lambda: to_bytes(shape_of("ellipse", xy=(200, 300, 500, 600))), "shape"),
    "a long oval": (lambda: to_bytes(shape_of("ellipse", xy=(250, 150, 450, 700))), "shape"),
    "a book": (lambda: to_bytes(shape_of("rectangle", xy=(230, 150, 460, 700))), "shape"),
    "a bottle": (
        lambda: to_bytes(shape_of("polygon", xy=[(260, 780), (260, 400), (320, 300), (320, 120), (380, 120),
                                                 (380, 300), (440, 400), (440, 780)])),
        "shape",
    ),
    "a stick": (lambda: to_bytes(shape_of("rectangle", xy=(320, 100, 380, 800))), "shape"),
}  # fmt: skip


def test_there_are_at_least_twenty_bad_pictures():
    assert len(BAD) >= 20


@pytest.mark.parametrize("name", BAD)
def test_a_bad_picture_is_refused_with_its_sentence(name):
    make, reasons = BAD[name]
    with pytest.raises(NoPrint) as refused:
        look(make())
    assert refused.value.reason in reasons
    assert str(refused.value) == REASONS[refused.value.reason]


@pytest.mark.parametrize("sentence", REASONS.values(), ids=REASONS)
def test_a_refusal_is_one_short_sentence(sentence):
    assert sentence[0].isupper()
    assert sentence.count(".") == 1
    assert sentence.endswith(".")
    assert len(sentence.split()) <= 24


@pytest.mark.slow
def test_a_damaged_file_never_ends_in_anything_but_a_refusal():
    rng = np.random.default_rng(8)
    small = GOOD.paint()[::2, ::2]
    for kind in ("PNG", "JPEG", "WEBP", "BMP"):
        data = np.frombuffer(to_bytes(small, kind), dtype=np.uint8)
        for _ in range(12):
            broken = data.copy()
            broken[rng.integers(0, min(data.size, 4000), 6)] = rng.integers(0, 256, 6)
            with contextlib.suppress(NoPrint):
                look(broken.tobytes())
