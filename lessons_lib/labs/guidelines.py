"""What NICE, Kong and Lin say about inserts for low back pain, in seven fields that are the same for each.

Facts as in claims C001, C002 and C182 and in their references; where we did not read a thing, it says so.
"""

from __future__ import annotations

from lessons_lib import seeds

#: The seven fields in their order.
FIELDS = (
    "What it says, who and when",
    "For whom, and to what end",
    "How strong a word",
    "Why",
    "What has come since",
    "Who may still choose it",
    "What instead",
)
BODIES = {"nice": "NICE, England, 2016", "kong": "Kong, a review, 2020", "lin": "Lin, a review, 2025"}
#: One entry for each field, at most three lines of about thirty letters each.
Entry = tuple[str, ...]


def fields_of(body: str) -> tuple[Entry, ...]:
    """The seven fields of "nice", "kong" or "lin"."""
    return {"nice": _nice, "kong": _kong, "lin": _lin}[body]()


def _nice() -> tuple[Entry, ...]:
    return (
        ("Do not offer foot orthotics.", "Guideline NG59, last updated in", "2020. We read it second-hand."),
        ("Over 16s with low back pain,", "with or without sciatica", "(pain down the leg)."),
        ("Strong. “Offer” and “do not", "offer” are its firm words,", "“consider” is the soft one."),
        ("No good evidence of help was", "found. That is no proof of harm,", "and no proof of no help."),
        ("Trials of 2019, 2021 and 2023;", "the reviews of Kong and Lin."),
        ("People with a sore heel or", "another foot pain: outside this", "recommendation."),
        ("Staying active, exercise, good", "information."),
    )


def _kong() -> tuple[Entry, ...]:
    pain = seeds.evidence("pooled_results").row("kong2020-pain")
    size, low, high = (-pain.number(name) for name in ("estimate", "ci_high", "ci_low"))
    return (
        ("Custom inserts can be", "recommended. A review of trials,", "not a guideline."),
        ("Adults with lasting low back", "pain; to ease pain and do more."),
        ("It calls its evidence moderate.",),
        (
            "Beside no insert, pain was lower:",
            f"{size:.2f} standard units ({low:.2f} to",
            f"{high:.2f}). No sham in that sum.",
        ),
        ("Trials of 2021 and 2023; the", "review of Lin."),
        ("Not stated in what we read.",),
        ("Not asked: it looked at shoes", "and inserts only."),
    )


def _lin() -> tuple[Entry, ...]:
    row = seeds.evidence("pooled_results").row("lin2025-pain")
    count, people = row.number("trials"), row.number("people")
    return (
        ("Inserts eased pain and helped", "people do more. A review of", "trials, not a guideline."),
        ("Adults with low back pain:", f"{count:.0f} trials, {people:.0f} people."),
        ("It rates its evidence low.",),
        ("The pooled trials lean to inserts;", "ready-made ones show no clear", "effect. The size was not seen."),
        ("Nothing newer that we know.",),
        ("Not stated in what we read.",),
        ("Not asked: it looked at inserts", "only."),
    )
