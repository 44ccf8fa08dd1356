"""The labs of lesson 03: invented legs, one odds ratio at a time, and a net that claims no more than it knows."""

import pytest

from lessons_lib.explorable.drawing import take_drawing
from lessons_lib.labs import odds_clinic as clinic
from lessons_lib.labs import why_backs_hurt as net
from lessons_lib.labs.odds_clinic import odds_clinic
from lessons_lib.labs.pick_who_hurts import counts, hundred, pick_who_hurts
from lessons_lib.labs.pictures import draw_picture
from lessons_lib.labs.short_leg import LIFTS, short_leg, stand
from lessons_lib.labs.why_backs_hurt import THREADS, answer, why_backs_hurt

LABS = (pick_who_hurts, odds_clinic, short_leg, why_backs_hurt)


def texts(lab, **values):
    return [phrase.write() for phrase in take_drawing(lab.function, lab.settings(**values), lab.name).texts]


def caption(lab, **values):
    return texts(lab, **values)[-1]


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.name)
def test_no_control_asks_for_the_reader(lab):
    labels = " ".join(control.label for control in lab.controls.values()).casefold()
    assert not {"you", "your", "yours", "my", "mine"} & set(labels.replace(",", " ").split())


# --- pick who hurts ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("link", ["none", "weak"])
def test_thirty_four_of_the_hundred_hurt_whatever_the_link(link):
    assert (len(hundred(link).size), hundred(link).hurts.sum()) == (100, 34)


def test_the_hundred_differ_as_the_review_says():
    assert hundred().size.mean() == pytest.approx(5.2, abs=0.1)
    assert hundred().size.std() == pytest.approx(4.1, abs=0.3)


@pytest.mark.parametrize("link", ["none", "weak"])
@pytest.mark.parametrize("cutoff", range(17))
def test_hits_misses_and_false_alarms_add_up_to_everybody(link, cutoff):
    hits, alarms, misses, rest = counts(hundred(link), cutoff)
    assert (hits + alarms + misses + rest, hits + misses) == (100, 34)


def skill(people, cutoff):
    """Share of those who hurt that is picked, less the share of the others: 0 for a coin, 1 for a perfect sign."""
    hits, alarms, misses, rest = counts(people, cutoff)
    return hits / (hits + misses) - alarms / (alarms + rest)


@pytest.mark.parametrize("link", ["none", "weak"])
def test_no_cut_off_picks_out_who_hurts_much_better_than_a_coin(link):
    assert max(skill(hundred(link), cutoff) for cutoff in range(17)) < 0.2


def test_a_sign_that_did_pick_out_who_hurts_would_be_seen():
    people = hundred()
    assert skill(type(people)(people.size, people.size >= 8, people.dots), 8) == 1


def test_a_weak_link_puts_more_pain_above_the_mean():
    assert counts(hundred("weak"), 5.2)[0] > counts(hundred(), 5.2)[0]


def test_under_the_cover_no_number_tells_who_hurts():
    assert texts(pick_who_hurts).count("?") == 4
    assert "?" not in texts(pick_who_hurts, lifted=True)
    assert len({caption(pick_who_hurts, link=link, cutoff=5) for link in ("none", "weak")}) == 1


@pytest.mark.parametrize("link", ["none", "weak"])
def test_the_assumption_stands_in_the_picture(link):
    assert any(text.startswith("Assumed: ") for text in texts(pick_who_hurts, link=link))


# --- odds clinic ------------------------------------------------------------------------------------------------------


def test_thirty_five_of_a_hundred_women_become_forty_five():
    said = caption(odds_clinic)
    assert "35 hurt" in said
    assert "45 hurt, 10 more" in said


def test_where_pain_is_rare_the_same_ratio_moves_few():
    assert "2 more" in caption(odds_clinic, baseline=5)


@pytest.mark.parametrize(("exposure", "people"), [("standing", 36), ("obesity", 37), ("overweight", 33)])
def test_thirty_of_a_hundred_become(exposure, people):
    assert f"{people} hurt" in caption(odds_clinic, exposure=exposure, baseline=30)


@pytest.mark.parametrize("exposure", clinic.EXPOSURES)
def test_each_link_is_called_an_association_and_never_a_cause(exposure):
    assert any(text.startswith("Association, not cause.") for text in texts(odds_clinic, exposure=exposure))


@pytest.mark.parametrize("exposure", clinic.EXPOSURES)
def test_the_interval_holds_the_estimate_and_lies_above_the_baseline(exposure):
    reading = clinic.read_odds(exposure, 30)
    assert 30 < reading.low < reading.exposed < reading.high


# --- short leg --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lift", "left"), [("none", 10), ("half", 5), ("trial", 3), ("all", 0), ("wrong", 17)])
def test_of_ten_millimetres_a_lift_leaves(lift, left):
    assert stand(10, lift).rest == pytest.approx(left)


@pytest.mark.parametrize("lift", LIFTS)
def test_legs_that_give_way_tip_the_pelvis_less_than_stilts(lift):
    stance = stand(10, lift)
    assert stance.yielding <= stance.stiff
    assert stance.yielding == pytest.approx(0.39 * stance.stiff, rel=0.03)


def test_ten_millimetres_on_stilts_tip_it_three_degrees():
    assert stand(10, "none").stiff == pytest.approx(3.2, abs=0.05)


def test_the_picture_to_point_at_puts_the_longer_leg_on_the_left():
    _, places, words = draw_picture("long_left_leg")
    assert places["left_sole"][0] < places["right_sole"][0]
    assert "left leg is the longer" in words


# --- the net ----------------------------------------------------------------------------------------------------------


def test_feet_and_legs_are_one_thread_of_eight():
    assert [thread.name for thread in THREADS].count("Feet and legs") == 1
    assert len(THREADS) == 8


def test_a_thread_without_a_row_of_evidence_states_no_size():
    for thread in THREADS:
        said = " ".join(answer(thread, "size"))
        assert any(mark.isdigit() for mark in said) == bool(thread.row)
        assert (net.NOT_HERE in said) != bool(thread.row)


def test_the_sizes_are_those_of_the_claims():
    sizes = [answer(thread, "size")[0] for thread in THREADS if thread.row]
    assert sizes == ["36 of 100, not 30", "37 of 100, not 30", "45 of 100, not 35"]


def test_the_caption_counts_what_the_net_shows():
    kinds = [thread.change[0] for thread in THREADS]
    assert [kinds.count(kind) for kind in ("yes", "in part", "no")] == [2, 5, 1]
    assert "Two of the eight threads can be changed, five in part" in caption(why_backs_hurt, ask="change")
