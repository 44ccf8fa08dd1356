"""What a row of published/*.yaml must be, and the one sentence that answers each way of breaking it."""

from __future__ import annotations

import pytest
import yaml

from lessons_lib import seeds

WORK = "@article{one2001, title={A}, author={Doe, B.}, year={2001}, journal={J}, note={seen: abstract}}\n"
ROW = {
    "id": "pinto-tilt", "says": "Ten degrees tip the pelvis", "model": "chain.respond", "with": {"wedge": 10},
    "take": "pelvic_tilt", "published": 1.57, "tolerance": 0.02, "unit": "degree", "reference": "one2001",
    "provenance": "abstract", "check": "given-back",
}  # fmt: skip
PROVENANCES = "abstract, full-text, secondary, derived, computed, assumed"


@pytest.fixture
def root(tmp_path):
    (tmp_path / "published").mkdir()
    (tmp_path / "references.bib").write_text(WORK)
    write(tmp_path, ROW)
    return tmp_path


def write(root, *rows, file="chain"):
    (root / "published" / f"{file}.yaml").write_text(yaml.safe_dump(list(rows), sort_keys=False))


def only_problem(root):
    with pytest.raises(seeds.SeedProblems) as broken:
        seeds.published(root)
    assert len(broken.value.problems) == 1, str(broken.value)
    return str(broken.value)


def without(*names):
    return {name: value for name, value in ROW.items() if name not in names}


def test_a_good_row_is_read_as_it_is_written(root):
    row = seeds.published(root)["pinto-tilt"]
    assert (row.file, row.module, row.take) == ("published/chain.yaml", "chain", "pelvic_tilt")
    assert dict(row.given) == {"wedge": 10}
    assert (row.published, row.tolerance, row.reference) == (1.57, 0.02, "one2001")


def test_seeds_without_published_values_are_clean(tmp_path):
    (tmp_path / "references.bib").write_text(WORK)
    assert seeds.published(tmp_path) == {}


def test_a_row_may_do_without_arguments_and_without_a_part(root):
    write(root, without("with", "take"))
    row = seeds.published(root)["pinto-tilt"]
    assert (dict(row.given), row.take) == ({}, "")


@pytest.mark.parametrize("provenance", ["derived", "computed"])
def test_an_identity_needs_no_work(root, provenance):
    write(root, without("reference") | {"provenance": provenance, "check": "recomputed"})
    assert seeds.published(root)["pinto-tilt"].reference == ""


@pytest.mark.parametrize("check", ["independent", "calibrated", "given-back"])
def test_a_row_without_a_work_can_only_be_recomputed(root, check):
    write(root, without("reference") | {"provenance": "derived", "check": check})
    assert only_problem(root) == (
        f"published/chain.yaml, pinto-tilt, check: expected 'recomputed', as the row names no work, found {check!r}"
    )


BREAKS = [
    ({"id": "Pinto tilt"}, "Pinto tilt, id: expected an id of small letters, figures and dashes, found 'Pinto tilt'"),
    ({"says": " "}, "pinto-tilt, says: expected some text, found ' '"),
    ({"model": "respond"}, "pinto-tilt, model: expected a model such as chain.respond, found 'respond'"),
    ({"model": "chain._climb"}, "pinto-tilt, model: expected a model such as chain.respond, found 'chain._climb'"),
    ({"with": [10]}, "pinto-tilt, with: expected arguments by name, found [10]"),
    ({"take": 3}, "pinto-tilt, take: expected the name of a part of the result, found 3"),
    ({"published": "1.57"}, "pinto-tilt, published: expected a number, found '1.57'"),
    ({"tolerance": 0}, "pinto-tilt, tolerance: expected a number above 0, found 0"),
    ({"tolerance": -0.1}, "pinto-tilt, tolerance: expected a number above 0, found -0.1"),
    ({"tolerance": "small"}, "pinto-tilt, tolerance: expected a number, found 'small'"),
    ({"provenance": "A"}, f"pinto-tilt, provenance: expected one of {PROVENANCES}, found 'A'"),
    (
        {"reference": "one2010"},
        "pinto-tilt, reference: expected the key of a work in references.bib, found 'one2010' (did you mean one2001?)",
    ),
    (
        {"tolerence": 1},
        "pinto-tilt, tolerence: expected no such field (known are id, says, model, with, take, published, tolerance, "
        "unit, reference, provenance, check)",
    ),
    (
        {"check": "sure"},
        "pinto-tilt, check: expected one of independent, recomputed, calibrated, given-back, found 'sure'",
    ),
    (
        {"check": "independent", "provenance": "computed"},
        "pinto-tilt, check: expected another word than 'independent', as nobody printed what is computed",
    ),
]


@pytest.mark.parametrize(("change", "sentence"), BREAKS)
def test_a_broken_row_is_answered_by_one_sentence(root, change, sentence):
    write(root, ROW | change)
    assert only_problem(root) == f"published/chain.yaml, {sentence}"


@pytest.mark.parametrize(
    "field", ["says", "model", "published", "tolerance", "unit", "reference", "provenance", "check"]
)
def test_a_row_without_one_of_its_fields_is_answered_by_one_sentence(root, field):
    write(root, without(field))
    found = only_problem(root)
    assert found.startswith(f"published/chain.yaml, pinto-tilt, {field}: expected ")
    assert found.endswith(", found nothing")


def test_an_id_used_in_two_files_is_named_with_the_first(root):
    write(root, ROW, file="other")
    assert only_problem(root) == (
        "published/other.yaml, pinto-tilt, id: expected an id that is used once "
        "(it stands in published/chain.yaml already)"
    )


def test_the_problems_of_all_files_are_told_at_once_and_among_those_of_the_seeds(root):
    write(root, ROW | {"unit": "", "tolerance": 0})
    write(root, ROW | {"id": "two", "reference": "none"}, file="other")
    told = [str(one) for one in seeds.problems(root) if one.file.startswith("published/")]
    assert [sentence.split(":")[0] for sentence in told] == [
        "published/chain.yaml, pinto-tilt, tolerance",
        "published/chain.yaml, pinto-tilt, unit",
        "published/other.yaml, two, reference",
    ]
