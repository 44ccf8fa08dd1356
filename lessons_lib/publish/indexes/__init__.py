"""The pages beside the lessons that are made from the seeds: claims, words, sources, and the search over all pages."""

from lessons_lib.publish.indexes.making import make_all

__all__ = ["make_all"]
