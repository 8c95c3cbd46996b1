"""Only headings that tell cases apart are cases."""

import pytest

from motcua.catalogue.facts import StepTerms
from motcua.catalogue.rules import fitting
from motcua.catalogue.rules.cases import told_apart


@pytest.mark.parametrize(
    "heading",
    [
        "",
        "* Giấy tờ phải nộp:",
        "Giấy tờ phải xuất trình",
        "Thành phần hồ sơ",
        "1.3.1. Thành phần hồ sơ:",
        "b) Các thành phần hồ sơ gồm",
        "1. Chứng từ phải nộp",
        "Các giấy tờ phải xuất trình (bản chính)",
        "Giấy tờ phải nộp, gồm:",
        "Hồ sơ khác",
    ],
)
def test_what_only_says_how_papers_are_handed_in_is_no_case(heading: str) -> None:
    assert told_apart([heading]) == ()


@pytest.mark.parametrize(
    "heading",
    [
        "Các giấy tờ phải nộp đối với tàu biển",
        "Thành phần hồ sơ gia hạn sử dụng đất, gồm",
        "Giấy tờ phải nộp (đối với tổ chức), trường hợp cấp lại",
        "Xuất cảnh",
        "Trường hợp ủy quyền",
        "Hồ sơ khai quý",
    ],
)
def test_what_names_somebody_or_something_is_a_case(heading: str) -> None:
    assert told_apart([f"* {heading}:", heading]) == (heading,)


def test_a_process_whose_step_names_such_a_heading_goes_on() -> None:
    step = StepTerms(
        number=1, key="r", name="r", role="counter", place="centre", minutes=5, kind="receive", case="Giấy tờ phải nộp"
    )

    assert fitting.misfit([step], allowed=480, cases=()) is None
