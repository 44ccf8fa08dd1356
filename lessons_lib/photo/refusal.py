"""What is said when a picture cannot be measured: one clear sentence for each reason."""

from __future__ import annotations

__all__ = ["REASONS", "NoPrint"]

# Each says what is wrong and, where it helps, what to do.
REASONS = {
    "no bytes": "This file is empty, so there is no picture in it.",
    "too heavy": "This file is larger than 60 megabytes; please save the picture smaller and try again.",
    "kind": "This file is not a picture that can be read here; please use PNG, JPEG, WebP or BMP.",
    "heic": "This file is a HEIC picture or a film; please save it as JPEG first.",
    "moving": "This picture moves; please use a still one.",
    "damaged": "This picture is damaged or stops half way; please save or send it again.",
    "too many pixels": "This picture has more than 60 million pixels; please save it smaller and try again.",
    "too few pixels": "This picture is too small; please use one with at least 160 pixels on each side.",
    "blank": "This picture is of one colour only, so there is no print to see.",
    "no contrast": "The print does not stand out from the floor; more water or another floor may help.",
    "nothing": "No print was found; please show one wet footprint on a plain floor.",
    "two": "There is more than one print or patch here; please show one footprint only.",
    "cut": "The print, or something else, runs over the edge; please leave floor all around one print.",
    "far": "The print is too small in the picture; please go closer.",
    "shape": "What was found does not have the shape of a footprint; please show one print, seen from straight above.",
}  # fmt: skip


class NoPrint(ValueError):
    """A picture that cannot be measured; its text is a sentence for the reader, `reason` a key of REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(REASONS[reason])
        self.reason = reason
