"""The list of papers grows shorter by what a person says, and never loses what everybody must bring."""

import json

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from motcua.catalogue.facts import Channel
from motcua.catalogue.queries.packaged import packaged_lines
from motcua.catalogue.rules import checklist, cleaning
from motcua.catalogue.rules.checklist import Answers, Item


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("Trường hợp trẻ em bị bỏ rơi thì phải có biên bản về việc trẻ bị bỏ rơi", "Trẻ em bị bỏ rơi"),
        ("Trường hợp bị tai nạn giao thông dẫn đến chết thì có thêm biên bản", "Bị tai nạn giao thông dẫn đến chết"),
        ("Đối với phương tiện thủy nội địa, tàu cá: Bản sao tự họa", "Phương tiện thủy nội địa, tàu cá"),
        ("Trường hợp hồ sơ gửi qua bưu điện, người nhập khẩu phải nộp bản sao", "Hồ sơ gửi qua bưu điện"),
        ("Hợp đồng ủy thác (nếu có)", "Hợp đồng ủy thác"),
        ("Tờ khai theo mẫu (nếu nộp hồ sơ trực tiếp)", "Nộp hồ sơ trực tiếp"),
        ("Hợp đồng BCC đối với dự án đầu tư theo hình thức BCC", "Dự án đầu tư theo hình thức BCC"),
        ("Văn bản ủy quyền trong trường hợp ủy quyền đi làm. Trường hợp là cha, mẹ thì không phải chứng thực", "Ủy quyền đi làm"),
    ],
)
def test_a_clear_condition_is_read_from_the_words_of_the_paper(words: str, condition: str) -> None:
    found = checklist.condition_of(words)

    assert found
    assert found.words == condition


@pytest.mark.parametrize(
    "words",
    [
        "Giấy khai sinh",
        "Giấy chứng sinh; trường hợp không có Giấy chứng sinh thì nộp văn bản của người làm chứng",
        "Trường hợp đã có dữ liệu thì không phải nộp",
        "Giấy khám sức khỏe có giá trị sử dụng nếu được cấp chưa quá 12 tháng",
        "Trường hợp đổi tên thì nộp quyết định; trường hợp đổi địa chỉ thì nộp hợp đồng thuê",
        "Cam kết chịu mọi rủi ro nếu dự án không được chấp thuận",
        "Bản sao hộ chiếu, trừ trường hợp là công dân Việt Nam",
        "Giấy chứng nhận quyền sở hữu đối với nhà ở",
        "Giấy A trong trường hợp mua bán. Trường hợp tặng cho thì nộp giấy B",
        "(nếu có)",
        "",
    ],
)
def test_in_doubt_a_paper_has_no_condition_and_stays(words: str) -> None:
    assert checklist.condition_of(words) is None


def _items(*rows: tuple[str, str]) -> list[Item]:
    return [Item(place=place, heading=heading, words=words) for place, (heading, words) in enumerate(rows)]


BUILDING = _items(
    ("", "Đơn đề nghị"),
    ("Đối với nhà ở riêng lẻ", "Bản vẽ nhà"),
    ("Đối với công trình tôn giáo", "Ý kiến cơ quan tôn giáo"),
    ("Đối với công trình tôn giáo", "Trường hợp tu bổ di tích thì phải có văn bản của cơ quan văn hóa"),
    ("Trường hợp ủy quyền thực hiện thủ tục", "Giấy ủy quyền"),
)


def test_a_chosen_case_leaves_its_papers_and_those_of_everybody() -> None:
    asked = checklist.questions(BUILDING)
    house = next(choice.key for choice in asked.choices if "nhà ở" in choice.words)

    kept = checklist.needed(BUILDING, Answers(chosen=frozenset({house}), said={}))

    assert [item.words for item in kept] == ["Đơn đề nghị", "Bản vẽ nhà", "Giấy ủy quyền"]
    assert [choice.words for choice in asked.choices] == ["Đối với nhà ở riêng lẻ", "Đối với công trình tôn giáo"]


def test_only_conditions_of_the_chosen_case_are_asked() -> None:
    temple = next(choice.key for choice in checklist.questions(BUILDING).choices if "tôn giáo" in choice.words)

    assert [one.words for one in checklist.questions(BUILDING).conditions] == ["Ủy quyền thực hiện thủ tục"]
    assert [one.words for one in checklist.questions(BUILDING, {temple}).conditions] == [
        "Tu bổ di tích",
        "Ủy quyền thực hiện thủ tục",
    ]


def test_a_no_takes_off_and_a_yes_keeps() -> None:
    asked = checklist.questions(BUILDING).conditions[0].key

    assert len(checklist.needed(BUILDING, Answers(said={asked: False}))) == len(BUILDING) - 1
    assert checklist.needed(BUILDING, Answers(said={asked: True})) == tuple(BUILDING)


def test_one_heading_alone_is_no_choice_and_no_question() -> None:
    alone = _items(("Đối với tổ chức đề nghị cấp phép", "Đơn"), ("Đối với tổ chức đề nghị cấp phép", "Bản sao"))

    assert checklist.questions(alone) == checklist.Questions(choices=(), ways=(), conditions=())


ONLINE = ("", "Biểu mẫu điện tử (nếu người có yêu cầu lựa chọn nộp hồ sơ theo hình thức trực tuyến)")
ON_PAPER = ("", "Tờ khai (nếu nộp hồ sơ theo hình thức trực tiếp hoặc gửi hồ sơ qua hệ thống bưu chính)")


@pytest.mark.parametrize(
    ("way", "form"), [(Channel.DIRECT, ON_PAPER), (Channel.POSTAL, ON_PAPER), (Channel.ONLINE, ONLINE), (None, None)]
)
def test_how_one_files_is_one_question_and_the_form_for_it_always_stays(
    way: Channel | None, form: tuple[str, str] | None
) -> None:
    items = _items(ONLINE, ON_PAPER, ("", "Giấy A (nếu có)"))
    asked = checklist.questions(items)
    no_to_all = {checklist.key_of(words): False for words in ("Người có yêu cầu lựa chọn nộp hồ sơ theo hình thức trực tuyến",)}

    kept = checklist.needed(items, Answers(way=way, said=no_to_all))

    assert asked.ways == (Channel.DIRECT, Channel.ONLINE, Channel.POSTAL)
    assert [one.words for one in asked.conditions] == ["Giấy A"]
    assert [item.words for item in kept[:-1]] == ([form[1]] if form else [ONLINE[1], ON_PAPER[1]])


@pytest.mark.parametrize(
    ("words", "some"),
    [
        ("Giấy chứng sinh", False),
        ("Trường hợp trẻ em bị bỏ rơi thì phải có biên bản về việc trẻ bị bỏ rơi do cơ quan có thẩm quyền lập", True),
        ("Tờ khai theo mẫu (nếu nộp hồ sơ theo hình thức trực tiếp hoặc qua hệ thống bưu chính)", False),
        ("Biểu mẫu điện tử tương tác (nếu nộp hồ sơ theo hình thức trực tuyến)", True),
    ],
)
def test_at_the_counter_a_paper_that_only_some_need_is_nobodys_to_presume(words: str, some: bool) -> None:
    assert checklist.is_for_some(words, Channel.DIRECT) is some


def test_what_is_not_sent_over_the_net_is_wanted_in_the_other_ways() -> None:
    found = checklist.condition_of("Bản sao hộ chiếu, trường hợp hồ sơ không được gửi trên môi trường điện tử")

    assert found
    assert found.ways == {Channel.DIRECT, Channel.POSTAL}


_HEADINGS = st.sampled_from(
    ["", "Giấy tờ phải nộp", "Đối với nhà ở", "Trường hợp tách thửa", "Nếu là người nước ngoài", "Trường hợp ủy quyền làm thay"]
)
_WORDS = st.sampled_from(
    ["Đơn", "Giấy A (nếu có)", "Trường hợp mất giấy thì phải có đơn trình báo", "Giấy B; trường hợp mất thì nộp C", "Bản vẽ", "x"]
) | st.text(max_size=60)
_PAPERS = st.lists(st.tuples(_HEADINGS, _WORDS), max_size=12)


@drawn(_PAPERS, st.data())
def test_whatever_is_answered_a_paper_nobody_may_drop_stays(rows: list[tuple[str, str]], data: st.DataObject) -> None:
    items = _items(*rows)
    keys = [choice.key for choice in checklist.questions(items).choices]
    chosen = frozenset(data.draw(st.sets(st.sampled_from([*keys, "khong-co"]))))
    asked = [one.key for one in checklist.questions(items, chosen).conditions]
    said = {key: data.draw(st.booleans()) for key in [*asked, "khong-co"]}

    kept = checklist.needed(items, Answers(chosen=chosen, said=said))

    for item in items:
        of_everybody = item.heading in {"", "Giấy tờ phải nộp"} or checklist.key_of(item.heading) in chosen
        if of_everybody and checklist.condition_of(item.words) is None:
            assert item in kept
    assert set(kept) <= set(items)


@drawn(_PAPERS)
def test_answering_nothing_gives_everything(rows: list[tuple[str, str]]) -> None:
    items = _items(*rows)

    assert checklist.needed(items, Answers(said={})) == tuple(items)
    assert checklist.needed(items, Answers(chosen=frozenset({"la"}), said={"la": False, "": False})) == tuple(items)


def test_the_same_holds_for_every_real_procedure_and_a_long_one_becomes_bearable() -> None:
    shortest = {}
    for record in map(json.loads, packaged_lines("procedures")):
        items = _items(
            *(
                (cleaning.case_name(case["case"]), cleaning.paper_name(paper["name"]))
                for case in record["components"]
                for paper in case["items"]
            )
        )
        choices = checklist.questions(items).choices
        assert checklist.needed(items, Answers(said={})) == tuple(items)
        for choice in choices:
            kept = checklist.needed(items, Answers(chosen=frozenset({choice.key}), said={}))
            assert {item.heading for item in items if item.heading == ""} <= {item.heading for item in kept}
            shortest[record["code"]] = min(shortest.get(record["code"], 999), len(kept))

    assert len(shortest) > 100
    assert shortest["1.013225"] < 10
