"""A constant without its SD is refused by every model that would draw or bound with it."""

from __future__ import annotations

import dataclasses
from types import MappingProxyType

import pytest

from lessons_lib import seeds
from lessons_lib.models import chain, foot, gait, leg_length

NEED_AN_SD = {
    "tibia_coupling": lambda: chain.draw_people(10, 5.0),
    "fpi_score": lambda: foot.score_shares(),
    "navicular_drop_walking": lambda: foot.navicular_drop(250, "women"),
    "tibial_range": lambda: gait.draw_walkers(10),
    "leg_difference_mean": lambda: leg_length.share_above(10, "gamma"),
}


@pytest.mark.parametrize(("name", "ask"), NEED_AN_SD.items(), ids=NEED_AN_SD)
def test_a_constant_without_its_sd_is_named_and_nothing_is_made_up(name, ask, monkeypatch):
    known = seeds.constants()
    bare = MappingProxyType({**known, name: dataclasses.replace(known[name], sd=None)})
    ask()
    monkeypatch.setattr(seeds, "constants", lambda root=None: bare)
    with pytest.raises(ValueError, match=f"^The constant {name} has no SD in the seeds; it must have one"):
        ask()
