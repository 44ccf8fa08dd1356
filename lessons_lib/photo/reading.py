"""From the bytes of a file to a small upright picture; nothing is written anywhere."""

from __future__ import annotations

import struct
import warnings
import zlib
from io import BytesIO
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from lessons_lib.photo.refusal import NoPrint

__all__ = ["Floats", "read_picture"]

Floats: TypeAlias = NDArray[np.float64]

KINDS = ("PNG", "JPEG", "WEBP", "BMP")
TWIN = "MPO"  # what some telephones write as .jpg: Pillow opens it as JPEG; its first picture counts
MOST_BYTES = 60_000_000
MOST_PIXELS = 60_000_000  # read from the head of the file, before a pixel is unpacked
FEWEST = 160  # pixels on the shorter side
LONG_SIDE = 640  # pixels the work is done on: about half a millimetre of floor each
BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError,
          struct.error, zlib.error)  # fmt: skip


def read_picture(data: bytes) -> Floats:
    """The picture in a file: upright, at most 640 pixels long; rows by columns by red, green, blue, each 0 to 1.

    Reads PNG, JPEG, WebP and BMP and turns them as their EXIF says; clear parts become white. Raises NoPrint, whose
    text is a sentence for the reader, for any other, damaged, moving, huge, tiny or empty file.
    """
    _check_file(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of odd heads and many pixels; both are judged here
        with _open(data) as picture:
            _check_head(picture)
            return _small(picture)


def _check_file(data: bytes) -> None:
    if not data:
        raise NoPrint("no bytes")
    if len(data) > MOST_BYTES:
        raise NoPrint("too heavy")
    if data[4:8] == b"ftyp":
        raise NoPrint("heic")


def _open(data: bytes) -> Image.Image:
    try:
        return Image.open(BytesIO(data), formats=(*KINDS, "GIF"))
    except Image.DecompressionBombError as bomb:
        raise NoPrint("too many pixels") from bomb
    except UnidentifiedImageError as unknown:
        raise NoPrint("kind") from unknown
    except BROKEN as broken:
        raise NoPrint("damaged") from broken


def _check_head(picture: Image.Image) -> None:
    if picture.format != TWIN and getattr(picture, "is_animated", False):
        raise NoPrint("moving")
    if picture.format not in (*KINDS, TWIN):
        raise NoPrint("kind")
    if picture.width * picture.height > MOST_PIXELS:
        raise NoPrint("too many pixels")
    if min(picture.size) < FEWEST:
        raise NoPrint("too few pixels")


def _small(picture: Image.Image) -> Floats:
    try:
        picture.draft("RGB", (2 * LONG_SIDE, 2 * LONG_SIDE))  # a JPEG is unpacked no larger than needed
        ImageOps.exif_transpose(picture, in_place=True)
        upright = _coloured(picture)
        upright.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.BILINEAR, reducing_gap=2.0)
    except Image.DecompressionBombError as bomb:
        raise NoPrint("too many pixels") from bomb
    except BROKEN as broken:
        raise NoPrint("damaged") from broken
    if min(upright.size) < FEWEST // 2:
        raise NoPrint("too few pixels")  # a strip: long, but next to nothing across
    return np.asarray(upright, dtype=np.float64) / 255


def _coloured(picture: Image.Image) -> Image.Image:
    """Any kind of pixels as red, green and blue."""
    if picture.mode.startswith(("I", "F")):  # 16 bits of grey
        return Image.fromarray((np.asarray(picture) / 256).clip(0, 255).astype(np.uint8)).convert("RGB")
    if "A" in picture.getbands() or "transparency" in picture.info:
        white = Image.new("RGBA", picture.size, "white")
        return Image.alpha_composite(white, picture.convert("RGBA")).convert("RGB")
    return picture if picture.mode == "RGB" else picture.convert("RGB")
