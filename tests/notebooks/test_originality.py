"""No eight words in a row are shared with the five articles the course looks at.

The articles themselves are not part of the project. `eight-word-hashes.txt` holds 5 bytes of the SHA-256 of every run
of eight words in them, sorted and packed as base64. It was made once, with `runs_of` and `pack` below, by

    texts = [path.read_text(encoding="utf-8") for path in sorted(folder_of_articles.glob("*.txt"))]
    HASHES.write_text(pack({short_hash(run) for text in texts for run in runs_of(text)}))
"""

import base64
import hashlib
import re
import textwrap
from pathlib import Path

from .prose import all_prose

HASHES = Path(__file__).parent / "eight-word-hashes.txt"
RUN, SIZE = 8, 5
PLANTED = "a purple heron measured nine quiet arches before lunch on Sunday"


def runs_of(text):
    """Every eight words in a row, in small letters and without marks."""
    words = re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text.lower().replace("’", "'"))
    return [" ".join(words[place : place + RUN]) for place in range(len(words) - RUN + 1)]


def short_hash(run):
    return hashlib.sha256(run.encode()).digest()[:SIZE]


def pack(hashes):
    return "\n".join(textwrap.wrap(base64.b64encode(b"".join(sorted(hashes))).decode(), 120)) + "\n"


def unpack(text):
    packed = base64.b64decode(text)
    return {packed[place : place + SIZE] for place in range(0, len(packed), SIZE)}


def shared(prose, hashes):
    return {f"{place}: {run}" for place, text in prose.items() for run in runs_of(text) if short_hash(run) in hashes}


def known():
    return unpack(HASHES.read_text(encoding="ascii"))


def test_nothing_the_course_says_is_copied_from_the_articles():
    assert shared(all_prose(), known()) == set()


def test_the_hashes_are_those_of_five_articles():
    assert 8_000 < len(known()) < 10_000


def test_a_planted_run_is_caught_whatever_its_marks_and_line_breaks():
    hashes = known() | {short_hash(run) for run in runs_of(PLANTED)}
    lesson = {
        **all_prose(),
        "planted": "So: *A purple heron* measured nine\nquiet arches, before lunch.",
    }
    assert shared(lesson, hashes) == {
        "planted: a purple heron measured nine quiet arches before",
        "planted: purple heron measured nine quiet arches before lunch",
    }


def test_seven_words_in_a_row_may_be_shared():
    hashes = {short_hash(run) for run in runs_of(PLANTED)}
    assert shared({"x": "heron measured nine quiet arches before lunch, he said"}, hashes) == set()


def test_all_kinds_of_prose_are_looked_at():
    places = " ".join(all_prose())
    assert all(
        kind in places
        for kind in ("01-kinetic-chain title", "kinetic_chain.yaml", "misconceptions", "lab domino", "README")
    )


def test_packing_and_unpacking_give_the_same_hashes():
    hashes = {short_hash(run) for run in runs_of(PLANTED)}
    assert unpack(pack(hashes)) == hashes
