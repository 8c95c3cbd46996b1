"""What is written from the house is up to date, and what is written by hand names what exists."""

import re

import pytest
from tests.house import papers, plan

from motcua.config import env

HAND_WRITTEN = (
    "README.md",
    "README.vi.md",
    "ARCHITECTURE.md",
    "GLOSSARY.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "LICENSE",
    "publiccode.yml",
)


@pytest.mark.parametrize("path", list(papers.written()), ids=lambda path: path.name)
def test_written_papers_are_fresh(path: papers.Path) -> None:
    assert path.read_text() == papers.written()[path], "run: make docs"


@pytest.mark.parametrize("name", HAND_WRITTEN)
def test_the_door_plate_is_there(name: str) -> None:
    assert (plan.ROOT / name).stat().st_size > 200


def test_every_rule_names_its_basis() -> None:
    assert [f"{path.stem}.{node.name}" for path, node in papers.rule_functions() if not papers.basis_of(node)] == []


def test_a_basis_finds_its_legal_texts() -> None:
    assert papers.headings("NĐ 61/2018 Điều 19(9); Civil Status Law art. 5(3)") == (
        "Nghị định 61/2018/NĐ-CP",
        "Luật Hộ tịch 60/2014/QH13",
    )
    assert papers.headings("as `manageable_agencies`") == (papers.HOUSE,)


def test_every_variable_has_a_meaning_of_its_own() -> None:
    assert len({variable.meaning for variable in env.VARIABLES}) == len(env.VARIABLES)
    assert all(variable.name.startswith(("MOTCUA_", "XDG_")) for variable in env.VARIABLES)


def test_links_between_papers_lead_somewhere() -> None:
    links = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
    papers_of_the_house = [path for path in plan.tracked() if path.suffix == ".md"]

    broken = [
        f"{path.relative_to(plan.ROOT)}: {target}"
        for path in papers_of_the_house
        for target in links.findall(path.read_text())
        if not (path.parent / target).exists()
    ]

    assert broken == []


def test_functions_page_names_tests_that_exist() -> None:
    page = (plan.ROOT / "docs" / "functions.md").read_text()

    assert [name for name in re.findall(r"`(tests/[^`:]+)", page) if not (plan.ROOT / name).exists()] == []
    assert len(re.findall(r"^\| *\d+ *\|", page, re.MULTILINE)) == 31


def test_unfinished_work_stays_short() -> None:
    lines = [line for line in (plan.ROOT / "docs" / "unfinished.md").read_text().splitlines() if line.startswith("- ")]

    assert len(lines) <= 10
