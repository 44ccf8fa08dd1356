"""The claim cards: what the articles say, beside what studies found."""

from lessons_lib.claims.card import ClaimCard, claim

__all__ = ["ClaimCard", "claim"]
