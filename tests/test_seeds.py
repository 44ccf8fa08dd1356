"""The seeds are clean, and every way of breaking them is answered by one sentence: where, and what."""

from __future__ import annotations

import re
import shutil
from dataclasses import FrozenInstanceError

import pytest
import yaml

from lessons_lib import seeds

SOURCES = "- {id: S0, title: One, kind: An article}\n"
WORK = (
    "@article{one2001, title={A {B}}, author={Müller, A. and Doe, B.}, year={2001}, journal={J}, "
    "note={seen: abstract}}\n"
)
CONSTANTS = "gain: {value: 1, sd: 0.5, unit: degree, reference: one2001, provenance: abstract, note: N}\n"
CLAIM = {
    "id": "C001", "origin": "articles", "sources": ["S0-01"], "topic": "evidence", "text": "T",
    "verdict": "partly", "certainty": "low", "articles_say": "A", "studies_found": "F", "in_whom": "W",
    "compared_with": "C", "who_paid": "P", "why_not_surer": "R", "references": ["one2001"],
    "safety": "none", "lesson": "01",
}  # fmt: skip


@pytest.fixture
def root(tmp_path):
    write(tmp_path, "sources.yaml", SOURCES)
    write(tmp_path, "references.bib", WORK)
    write(tmp_path, "constants.yaml", CONSTANTS)
    write_claims(tmp_path, CLAIM)
    return tmp_path


def write(root, file, text):
    (root / file).parent.mkdir(exist_ok=True)
    (root / file).write_text(text, encoding="utf-8")


def write_claims(root, *claims, file="claims/evidence.yaml"):
    write(root, file, yaml.safe_dump(list(claims), sort_keys=False))


def only_problem(read, root):
    with pytest.raises(seeds.SeedProblems) as broken:
        read(root)
    assert len(broken.value.problems) == 1, str(broken.value)
    return str(broken.value)


# The real folder


def test_the_seeds_of_the_course_are_clean():
    assert seeds.problems() == ()


def test_the_folder_stands_beside_the_package_in_a_checkout():
    assert seeds.folder().name == "seeds"
    assert (seeds.folder() / "constants.yaml").is_file()


def test_no_assumed_number_borrows_a_work_and_every_other_number_has_one():
    for constant in seeds.constants().values():
        assert bool(constant.reference) != constant.assumed, constant.name


def test_every_work_is_cited_somewhere_in_the_seeds():
    files = [path for path in seeds.folder().rglob("*") if path.suffix in (".yaml", ".csv")]
    words = set(re.findall(r"[\w-]+", "\n".join(path.read_text(encoding="utf-8") for path in files)))
    assert set(seeds.references()) - words == set()


def test_what_the_articles_say_and_what_studies_found_take_the_same_room():
    for claim in seeds.claims().values():
        said, found = (len(text.split()) for text in (claim.articles_say, claim.studies_found))
        assert 0.6 <= said / found <= 1.6, f"{claim.id}: {said} words against {found}"


def test_early_lessons_count_people_and_print_no_odds_ratio():
    for claim in seeds.claims().values():
        if claim.lesson in {"00", "01", "02"}:
            text = f"{claim.studies_found} {claim.why_not_surer}".lower()
            assert " or 1." not in text, claim.id
            assert "odds" not in text, claim.id


def test_a_claim_about_the_low_back_curve_cites_both_camps():
    more, none = {"ghasemi2016", "farokhmanesh2014"}, {"duval2010", "betsch2011"}
    for name in ("C019", "C020", "C024", "C041", "C053"):
        assert more | none <= set(seeds.claims()[name].references), name


def test_no_place_in_the_articles_stands_in_two_claims():
    places = [place for claim in seeds.claims().values() for place in claim.sources]
    assert len(places) == len(set(places))


def test_a_verdict_that_leans_on_studies_names_some():
    leaning = ("supported", "partly", "contested", "contradicted")
    bare = [claim.id for claim in seeds.claims().values() if claim.verdict in leaning and not claim.references]
    assert bare == []


def test_halves_with_one_word_in_common_give_the_card_that_word():
    for claim in seeds.claims().values():
        words = {half.verdict for half in claim.sub_verdicts}
        assert len(words) != 1 or words == {claim.verdict}, claim.id


MAKERS = {"cambron2011", "cambron2017"}


def test_a_card_that_cites_a_trial_paid_by_the_maker_says_so():
    for claim in seeds.claims().values():
        assert "Foot Levelers" in claim.who_paid or not MAKERS & set(claim.references), claim.id


# Good seeds


def test_good_seeds_have_no_problems(root):
    assert seeds.problems(root) == ()
    assert seeds.constant("gain", root).sd == 0.5
    assert seeds.claims(root)["C001"].references == ("one2001",)


def test_a_work_loses_its_braces_and_gains_a_label(root):
    work = seeds.references(root)["one2001"]
    assert (work.title, work.label, work.seen, work.doi) == ("A B", "Müller and Doe 2001", "abstract", None)


def test_an_assumption_needs_no_work_and_says_so(root):
    write(root, "constants.yaml", "gain: {value: 1, unit: degree, provenance: assumed, note: N}\n")
    assert seeds.constant("gain", root).assumed
    assert seeds.constant("gain", root).sd is None


def test_a_claim_of_the_course_stands_in_no_article(root):
    write_claims(root, CLAIM | {"origin": "course", "sources": []})
    assert seeds.claims(root)["C001"].sources == ()


def test_a_claim_may_say_two_things_with_two_verdicts(root):
    halves = [{"text": "One", "verdict": "supported"}, {"text": "Two", "verdict": "contested"}]
    write_claims(root, CLAIM | {"sub_verdicts": halves})
    assert [half.verdict for half in seeds.claims(root)["C001"].sub_verdicts] == ["supported", "contested"]


def test_values_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        seeds.constant("hip_gain").value = 2
    with pytest.raises(TypeError):
        seeds.constants()["hip_gain"] = None


def test_an_unknown_constant_is_answered_with_the_closest_name():
    with pytest.raises(KeyError) as unknown:
        seeds.constant("hip_gian")
    assert str(unknown.value) == "There is no constant called 'hip_gian'; did you mean hip_gain?"


# Broken seeds: one break, one sentence


VERDICTS = "supported, partly, contested, unsupported, contradicted, practical-advice"
PROVENANCES = "abstract, full-text, secondary, derived, computed, assumed"
CLAIM_BREAKS = [
    ({"verdict": "perhaps"}, f"verdict: expected one of {VERDICTS}, found 'perhaps'"),
    ({"topic": "feet"}, f"topic: expected one of {', '.join(seeds.kinds.TOPICS)}, found 'feet'"),
    ({"certainty": 3}, "certainty: expected one of high, moderate, low, very low, not rated, found 3"),
    ({"why_not_surer": "  "}, "why_not_surer: expected the reason for the verdict, found '  '"),
    ({"who_paid": False}, "who_paid: expected some text, found False"),
    ({"safety": "red"}, "safety: expected one of none, note, stop, found 'red'"),
    ({"lesson": 1}, 'lesson: expected a lesson in quotes, "00" to "09", found 1'),
    ({"origin": "us"}, "origin: expected one of articles, course, found 'us'"),
    ({"origin": "course"}, "sources: expected none, as the course added it"),
    ({"sources": []}, "sources: expected places such as S0-10"),
    ({"sources": ["S0-1"]}, "sources: expected places such as S0-10, found 'S0-1'"),
    ({"sources": ["S7-01"]}, "sources: expected an article of sources.yaml, found 'S7'"),
    ({"sources": "S0-01"}, "sources: expected a list of words, found 'S0-01'"),
    ({"references": ["one2010"]}, "references: expected keys of works in references.bib, found 'one2010' "
     "(did you mean one2001?)"),
    ({"verdikt": "no"}, f"verdikt: expected no such field (known are {', '.join(CLAIM)}, sub_verdicts)"),
    ({"sub_verdicts": "yes"}, "sub_verdicts: expected a list of entries, each with text and verdict"),
    ({"sub_verdicts": [{"text": "One"}]},
     f"sub-verdict 1, verdict: expected one of {VERDICTS}, found nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "sentence"), CLAIM_BREAKS)
def test_a_broken_claim_is_answered_by_one_sentence(root, change, sentence):
    write_claims(root, CLAIM | change)
    assert only_problem(seeds.claims, root) == f"claims/evidence.yaml, C001, {sentence}"


@pytest.mark.parametrize("field", [field for field in CLAIM if field not in {"id", "sources", "references"}])
def test_a_claim_without_one_of_its_fields_is_answered_by_one_sentence(root, field):
    write_claims(root, {name: value for name, value in CLAIM.items() if name != field})
    found = only_problem(seeds.claims, root)
    assert found.startswith(f"claims/evidence.yaml, C001, {field}: expected ")
    assert found.endswith(", found nothing")


CONSTANT_BREAKS = [
    ("value: 1, ", "", "gain, value: expected a number, found nothing"),
    ("unit: degree, ", "", "gain, unit: expected some text, found nothing"),
    ("provenance: abstract, ", "", f"gain, provenance: expected one of {PROVENANCES}, found nothing"),
    ("reference: one2001, ", "",
     "gain, reference: expected the key of a work in references.bib, found nothing"),
    (", note: N", "", "gain, note: expected some text, found nothing"),
    ("value: 1", "value: '1'", "gain, value: expected a number, found '1'"),
    ("value: 1", "value: true", "gain, value: expected a number, found True"),
    ("value: 1", "value: .nan", "gain, value: expected a number, found nan"),
    ("value: 1", "value: .inf", "gain, value: expected a number, found inf"),
    ("value: 1", "value: -.inf", "gain, value: expected a number, found -inf"),
    ("sd: 0.5", "sd: -1", "gain, sd: expected a number of at least 0, found -1"),
    ("abstract", "A", f"gain, provenance: expected one of {PROVENANCES}, found 'A'"),
    ("one2001", "one2002", "gain, reference: expected the key of a work in references.bib, "
     "found 'one2002' (did you mean one2001?)"),
    ("sd:", "spread:", "gain, spread: expected no such field (known are value, sd, unit, reference, "
     "provenance, note)"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "sentence"), CONSTANT_BREAKS)
def test_a_broken_constant_is_answered_by_one_sentence(root, old, new, sentence):
    write(root, "constants.yaml", CONSTANTS.replace(old, new))
    assert only_problem(seeds.constants, root) == f"constants.yaml, {sentence}"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("gain: {value: 1\nother: 2\n", "constants.yaml, line 2: expected valid YAML ("),
        (CONSTANTS + CONSTANTS, "constants.yaml, line 2, gain: expected this key once only"),
        ("gain: 3\n", "constants.yaml, gain: expected fields below this name"),
        ("- gain\n", "constants.yaml: expected names, each with its fields below it"),
        ("", "constants.yaml: expected names, each with its fields below it"),
    ],
)
def test_a_file_of_the_wrong_form_is_answered_by_one_sentence(root, text, sentence):
    write(root, "constants.yaml", text)
    assert only_problem(seeds.constants, root).startswith(sentence)


def test_a_file_that_is_not_text_is_named(root):
    (root / "constants.yaml").write_bytes(b"\xff\xfe\x00")
    assert only_problem(seeds.constants, root) == "constants.yaml: expected UTF-8 text"


def test_a_file_that_is_missing_is_named(root):
    (root / "sources.yaml").unlink()
    assert only_problem(seeds.sources, root) == "sources.yaml: expected this file to exist"


def test_a_folder_without_claims_is_named(root):
    shutil.rmtree(root / "claims")
    assert only_problem(seeds.claims, root) == "claims/: expected at least one file ending in .yaml"


def test_an_id_used_in_two_files_is_named_with_the_first(root):
    write_claims(root, CLAIM | {"sources": ["S0-02"]}, file="claims/myth.yaml")
    found = only_problem(seeds.claims, root)
    assert found.startswith("claims/myth.yaml, C001, id: expected an id that is used once")
    assert found.endswith("(it stands in claims/evidence.yaml already)")


def test_a_list_entry_that_is_no_entry_is_named_by_its_place(root):
    write_claims(root, CLAIM, "stray")
    found = only_problem(seeds.claims, root)
    assert found == "claims/evidence.yaml, entry 2: expected fields, beginning with an id"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("seen: abstract", "read", "one2001, note: expected 'seen: ' and how much was read, found 'read'"),
        ("{2001}", "{last year}", "one2001, year: expected a year of four digits, found 'last year'"),
        (", journal={J}", "", "one2001, journal: expected some text, found nothing"),
        ("note=", "doi={10/x}, note=", "one2001, doi: expected a DOI such as 10.1000/xyz, found '10/x'"),
        ("}, year", "} year", "one2001: expected an entry that can be read (is a brace or a comma missing?)"),
    ],
)
def test_a_broken_work_is_answered_by_one_sentence(root, old, new, sentence):
    write(root, "references.bib", WORK.replace(old, new))
    assert only_problem(seeds.references, root) == f"references.bib, {sentence}"


def test_a_work_that_stands_twice_is_named(root):
    write(root, "references.bib", WORK + WORK)
    found = only_problem(seeds.references, root)
    assert found == "references.bib, one2001, key: expected a key that is used once"


def test_all_problems_of_a_kind_are_reported_at_once(root):
    write_claims(root, CLAIM | {"verdict": "maybe", "lesson": 3})
    write_claims(root, CLAIM | {"id": "C002", "why_not_surer": ""}, file="claims/myth.yaml")
    with pytest.raises(seeds.SeedProblems) as broken:
        seeds.claims(root)
    found = [(problem.file, problem.id, problem.field) for problem in broken.value.problems]
    assert found == [
        ("claims/evidence.yaml", "C001", "verdict"),
        ("claims/evidence.yaml", "C001", "lesson"),
        ("claims/myth.yaml", "C002", "why_not_surer"),
    ]
    assert str(broken.value).count("\n") == 2


def test_problems_of_all_kinds_are_gathered_each_once(root):
    write(root, "sources.yaml", "- {id: S0, title: One}\n")
    write(root, "constants.yaml", CONSTANTS.replace("unit: degree, ", ""))
    assert [str(problem) for problem in seeds.problems(root)] == [
        "sources.yaml, S0, kind: expected some text, found nothing",
        "constants.yaml, gain, unit: expected some text, found nothing",
    ]
