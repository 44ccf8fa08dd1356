"""Questions that ask for the verdict on a claim; the ledger holds the answer, so nobody types it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from lessons_lib import seeds
from lessons_lib.quiz.parts import ClaimId, TagName, Task, Text
from lessons_lib.seeds.verdicts import say_verdict

__all__ = ["SCEPTICAL_FIRST", "Judge"]

#: The verdicts from the most to the least sceptical.
SCEPTICAL_FIRST = ("contradicted", "unsupported", "contested", "partly", "supported")
#: A verdict's reason that is longer (characters) would drown the finding; it stands on the claim's card.
SHORT = 160


class Judge(Task):
    """A claim to judge: its text is the question, its verdict the answer, what studies found the explanation."""

    type: Literal["judge"]
    claim: ClaimId
    feedback: Mapping[str, Text]
    misconceptions: Mapping[str, TagName] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _is_about_its_claim(cls, raw: Any) -> Any:
        claim = raw.get("claim") if isinstance(raw, dict) else None
        if not isinstance(claim, str) or claim not in seeds.claims() or not isinstance(raw.get("claims", []), list):
            return raw
        return raw | {"claims": list(dict.fromkeys([claim, *raw.get("claims", [])]))}

    @field_validator("feedback")
    @classmethod
    def _answers_each_verdict(cls, feedback: Mapping[str, str], info: ValidationInfo) -> Mapping[str, str]:
        if "claim" in info.data and set(feedback) != set(wanted := _verdicts(info.data["claim"])):
            raise ValueError(f"a line for each of {', '.join(wanted)}, found {', '.join(feedback) or 'none'}")
        return feedback

    @field_validator("misconceptions")
    @classmethod
    def _belong_to_wrong_verdicts(cls, tags: Mapping[str, str], info: ValidationInfo) -> Mapping[str, str]:
        claim = info.data.get("claim")
        wrong = [word for word in _verdicts(claim) if word != _verdict(claim)] if claim else list(tags)
        for word in tags:
            if word not in wrong:
                raise ValueError(f"wrong verdicts only ({', '.join(wrong)}), found {word}")
        return tags

    @property
    def verdicts(self) -> tuple[str, ...]:
        """The five words to choose from; advice that was hardly tested takes the place of `contradicted`."""
        return _verdicts(self.claim)

    @property
    def verdict(self) -> str:
        """The right one, from the ledger."""
        return _verdict(self.claim)

    @property
    def sceptical(self) -> str:
        """The most sceptical of the five."""
        return next(word for word in SCEPTICAL_FIRST if word in self.verdicts)

    @property
    def affirms(self) -> bool:
        """Whether the claim holds, in whole or in part."""
        return self.verdict in ("supported", "partly")

    @property
    def stem(self) -> str:
        """The claim's own text."""
        return seeds.claims()[self.claim].text

    @property
    def explanation(self) -> str:
        """What studies found, the verdicts on the claim's halves, and why nobody is surer, if that is short."""
        claim = seeds.claims()[self.claim]
        halves = "\n".join(f"- {half.text} **{say_verdict(half.verdict)}.**" for half in claim.sub_verdicts)
        reason = claim.why_not_surer if len(claim.why_not_surer) <= SHORT else ""
        return "\n\n".join(part for part in (claim.studies_found, halves, reason) if part)


def _verdict(claim_id: str) -> str:
    return seeds.claims()[claim_id].verdict


def _verdicts(claim_id: str) -> tuple[str, ...]:
    last = "practical-advice" if _verdict(claim_id) == "practical-advice" else "contradicted"
    return ("supported", "partly", "contested", "unsupported", last)
