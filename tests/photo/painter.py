"""Prints painted for the tests: an outline whose Arch Index is known by integration, on many kinds of floor."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO

import numpy as np
from PIL import Image
from scipy import ndimage
from scipy.interpolate import PchipInterpolator

LENGTH = 200.0  # mm without toes
AT = (0.0, 0.02, 0.06, 0.15, 0.26, 0.36, 0.50, 0.62, 0.74, 0.86, 0.95, 0.985, 1.0)
OUTER = (4, 16, 23, 28, 30, 30, 32, 36, 41, 42, 34, 22, 8)
INNER = (-4, -16, -23, -28, -29, None, None, None, -40, -44, -40, -30, -8)
TOES = ((-27, 222, 13, 15), (-5, 226, 8, 9), (10, 222, 8, 8.5), (23, 214, 7, 8), (35, 204, 6.5, 7.5))


@dataclass(frozen=True)
class Sole:
    """A sole in mm; `arch` moves the inner border of the midfoot inwards: -8 leaves a thread, 50 fills the hollow."""

    arch: float = 10.0

    def inner(self):
        """The inner border by share of the length."""
        middle = (-16 - self.arch * 0.25, 14 - self.arch, -8 - self.arch * 0.6)
        values = list(INNER)
        values[5:8] = middle
        return PchipInterpolator(AT, values)

    def arch_index(self):
        """Area of the middle third over the whole, by integrating the width: nothing of the code under test."""
        t = (np.arange(30000) + 0.5) / 30000
        width = np.maximum(PchipInterpolator(AT, OUTER)(t) - self.inner()(t), 0)
        return width[10000:20000].sum() / width.sum()

    def covers(self, x, y):
        """Whether the toeless sole is at these places; x outwards, y forwards from the heel, in mm."""
        t = np.clip(y / LENGTH, 0, 1)
        inside = (x < PchipInterpolator(AT, OUTER)(t)) & (x > self.inner()(t))
        return inside & (y > 0) & (y < LENGTH)


@dataclass(frozen=True)
class Photo:
    """One picture: how the foot lies, what the floor is like, and what light falls on it. Colours are 0 to 255."""

    sole: Sole = field(default_factory=Sole)
    turned: float = 0.0  # degrees, anticlockwise
    left: bool = False
    toes: tuple[float, ...] = (1, 1, 1, 1, 1)  # size of each, 0 leaves it out
    size: tuple[int, int] = (900, 700)  # rows, columns
    zoom: float = 0.68  # foot with toes over the shorter way through the picture it takes
    floor: tuple[float, float, float] = (190, 186, 180)
    wet: tuple[float, float, float] = (0.62, 0.62, 0.64)  # what water leaves of the floor's light
    noise: float = 4.0
    light: tuple[float, float] = (0.0, 0.0)  # gain of light down and across
    vignette: float = 0.0
    tile: float = 0.0  # mm; 0 is none
    grout: tuple[float, float, float] = (120, 118, 115)
    tile_tones: float = 0.0  # spread of tone from tile to tile
    grain: float = 0.0  # blotches of the floor
    shine: float = 0.0  # share of the print that mirrors a lamp
    patchy: float = 0.0  # how unevenly wet
    drips: int = 0
    blur: float = 1.5  # mm
    at: tuple[float, float] = (0.0, 0.0)  # shift in mm
    seed: int = 0

    def places(self):
        rows, columns = np.indices(self.size)
        mm = 240 / (self.zoom * min(self.size[0], self.size[1] * 1.3))
        down, right = (rows - self.size[0] / 2) * mm + self.at[0], (columns - self.size[1] / 2) * mm + self.at[1]
        a = np.deg2rad(self.turned)
        x, y = np.cos(a) * right - np.sin(a) * down, -np.sin(a) * right - np.cos(a) * down
        return (-x if self.left else x), y + 118, mm

    def cover(self):
        """How much of each pixel is print, 0 to 1."""
        x, y, mm = self.places()
        there = self.sole.covers(x, y)
        for share, (cx, cy, rx, ry) in zip(self.toes, TOES):
            if share:
                there |= ((x - cx) / (rx * share)) ** 2 + ((y - cy) / (ry * share)) ** 2 < 1
        rng = np.random.default_rng(self.seed + 100)
        for _ in range(self.drips):
            cx, cy = rng.uniform(-75, 75), rng.uniform(-10, 250)
            there |= np.hypot(x - cx, y - cy) < rng.uniform(1, 3)
        return ndimage.gaussian_filter(there.astype(float), self.blur / mm)

    def paint(self):
        """The picture: rows by columns by red, green, blue, 0 to 255."""
        rng = np.random.default_rng(self.seed)
        x, y, mm = self.places()
        picture = self._floor(rng, x, y, mm)
        cover = self.cover()
        if self.patchy:
            cover = cover * np.clip(1 - self.patchy * np.abs(self._blotches(rng, 12 / mm)), 0, 1)
        picture = picture * (1 - cover[..., None] * (1 - np.asarray(self.wet)))
        if self.shine:
            lamp = self._blotches(rng, 5 / mm)
            mirrors = (lamp > np.quantile(lamp, 1 - self.shine)) & (self.cover() > 0.98)
            picture[ndimage.binary_erosion(mirrors, iterations=2)] = 245
        picture = picture * self._light()[..., None] + rng.normal(0, self.noise, picture.shape)
        return np.clip(picture, 0, 255).astype(np.uint8)

    def _floor(self, rng, x, y, mm):
        picture = np.broadcast_to(np.asarray(self.floor, float), (*self.size, 3)).copy()
        if self.tile:
            rows, columns = np.indices(self.size) * mm + self.tile * 0.37
            tones = 1 + rng.normal(0, self.tile_tones, (60, 60))
            picture *= tones[(rows // self.tile).astype(int), (columns // self.tile).astype(int)][..., None]
            joint = (rows % self.tile < 3) | (columns % self.tile < 3)
            picture[joint] = self.grout
        if self.grain:
            picture *= (1 + self.grain * self._blotches(rng, 4 / mm))[..., None]
        return picture

    def _blotches(self, rng, size):
        rough = ndimage.gaussian_filter(rng.normal(size=self.size), size)
        return rough / rough.std()

    def _light(self):
        rows, columns = np.meshgrid(*(np.linspace(-1, 1, size) for size in self.size), indexing="ij")
        return 1 + self.light[0] * rows + self.light[1] * columns - self.vignette * (rows**2 + columns**2) / 2


def to_bytes(picture, kind="PNG", **options):
    """A file's bytes of a picture in numbers or of Pillow's."""
    image = picture if isinstance(picture, Image.Image) else Image.fromarray(picture)
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
