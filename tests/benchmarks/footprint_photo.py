"""How long a photo of twelve megapixels takes, by kind of file: python tests/benchmarks/footprint_photo.py

The bar is one second. Pictures are painted small, enlarged and given the camera's grain, so that no file is easy to
unpack. Best of three, because other work on the machine only ever adds time.
"""

import sys
import time
from datetime import date
from pathlib import Path

import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))

from photo.painter import Photo, Sole, to_bytes

from lessons_lib.advice import Answers, triage
from lessons_lib.photo import measure

TODAY = date(2026, 11, 21)
SIZE = (4000, 3000)
KINDS = {"JPEG": {"quality": 90}, "PNG": {"compress_level": 1}, "WEBP": {"quality": 80, "method": 0}, "BMP": {}}


def twelve_megapixels() -> Image.Image:
    """A print on tiles, turned, with uneven light and grain in every pixel."""
    small = Photo(Sole(10), turned=20, tile=150, light=(0.2, 0.1), size=(1000, 750), noise=0).paint()
    large = np.asarray(Image.fromarray(small).resize(SIZE[::-1], Image.Resampling.BILINEAR)).astype(np.int16)
    grain = np.random.default_rng(1).integers(-5, 6, large.shape, dtype=np.int16)
    return Image.fromarray(np.clip(large + grain, 0, 255).astype(np.uint8))


def seconds(data: bytes) -> tuple[float, float]:
    """On the clock, and of the processor (which a busy machine does not lengthen)."""
    gate = triage(Answers("16-or-over", "tested-normal"), TODAY).gate
    begun = time.perf_counter(), time.process_time()
    measure(gate, data, today=TODAY)
    return time.perf_counter() - begun[0], time.process_time() - begun[1]


if __name__ == "__main__":
    picture = twelve_megapixels()
    for kind, options in KINDS.items():
        data = to_bytes(picture, kind, **options)
        clock, processor = (min(times) for times in zip(*(seconds(data) for _ in range(3))))
        print(f"{kind:5s} {len(data) / 1e6:5.1f} MB  {clock:.2f} s on the clock, {processor:.2f} s of processor")
