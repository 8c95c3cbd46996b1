"""What a record says, and why it may be refused."""

from typing import Any

import pytest
from tests.catalogue.factories import api_record, record

from motcua.catalogue.facts import LimitUnit
from motcua.catalogue.rules import cleaning, fees, time_limits
from motcua.catalogue.rules.published import Content, content_of
from motcua.catalogue.rules.reading import Record, Unreadable


def _content(**changes: Any) -> Content:
    return content_of(Record(1, record(**changes), "jsonl"))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"code": "abc"}, "bad_code"),
        ({"code": 5}, "bad_code"),
        ({"code": None}, "bad_code"),
        ({"code": ["1.000001"]}, "wrong_type"),
        ({"name": "   "}, "no_name"),
        ({"name": "x" * 2_001}, "too_long"),
        ({"steps": "x" * 400_001}, "too_long"),
        ({"levels": [3]}, "wrong_type"),
        ({"time_limit": {"value": -1, "unit": "ngày"}}, "bad_limit"),
        ({"time_limit": {"value": True, "unit": "ngày"}}, "bad_limit"),
        ({"time_limit": {"value": 1e308, "unit": "ngày"}}, "bad_limit"),
        ({"time_limit": {"value": float("inf"), "unit": "ngày"}}, "bad_limit"),
        ({"channels": ["truc_tiep"]}, "wrong_type"),
        ({"components": [{"case": "", "items": [{"name": "a", "originals": -1}]}]}, "bad_count"),
        ({"components": [{"case": "", "items": [{"name": "a", "copies": 1_001}]}]}, "bad_count"),
        ({"components": [{"case": "", "items": [{"name": "a", "has_form": "tùy"}]}]}, "wrong_type"),
        ({"local_gov": "tùy"}, "wrong_type"),
        ({"applicants": ["a"] * 2_001}, "too_long"),
    ],
)
def test_a_record_that_cannot_be_right_is_refused_with_its_reason(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        _content(**changes)

    assert refusal.value.reason == reason


def test_a_limit_in_words_nobody_can_count_is_unknown_and_its_words_stay() -> None:
    way = {"channel": "truc_tiep", "time_value": "5-7", "time_unit": "tuần trăng", "fee": "", "note": ""}

    content = _content(channels=[way], time_limit={"value": "5-7", "unit": "tuần trăng"})

    assert content.limit_amount is None
    assert (content.channels[0].value, content.channels[0].unit) == ("5-7", "tuần trăng")
    assert _content(time_limit="7 ngày làm việc").limit_amount == 7


@pytest.mark.parametrize(
    ("words", "levels"),
    [
        ("xa", ("commune",)),
        (["Cấp Tỉnh", "Cấp Xã"], ("province", "commune")),
        (["cap_huyen"], ("district",)),
        ("Cấp tỉnh; Cấp xã", ("province", "commune")),
        (["thôn"], ("other",)),
        (["Cơ quan khác", "Trung ương"], ("ministry", "other")),
        (None, ()),
    ],
)
def test_levels_are_known_in_every_spelling_and_others_are_another_agency_s(words: object, levels: tuple[str, ...]) -> None:
    assert _content(levels=words).levels == levels


def test_a_way_nobody_knows_is_another_way_and_keeps_its_fee() -> None:
    ways = [{"channel": name, "fee": "Miễn phí", "note": ""} for name in ("bồ câu", "Trực tuyến", "Dịch vụ bưu chính", "")]

    content = _content(channels=ways)

    assert [way.channel for way in content.channels] == ["other", "online", "postal", "other"]
    assert {way.fee for way in content.channels} == {"Miễn phí"}


@pytest.mark.parametrize(
    ("said", "number"), [("01", 1), ("2 bản", 2), ("hai", 0), ("", 0), (None, 0), (3, 3), (1.0, 1), ("Bản sao: 2", 2)]
)
def test_a_number_of_copies_is_read_where_one_is_said(said: object, number: int) -> None:
    content = _content(components=[{"case": "", "items": [{"name": "a", "originals": said}]}])

    assert content.cases[0].papers[0].originals == number


def test_an_empty_row_of_the_table_of_papers_is_no_paper_and_a_bare_form_is_one() -> None:
    content = _content(components={"case": "", "items": [{"name": " "}, {"name": "", "form_file": "Mau1.doc"}, None]})

    assert [paper.name for paper in content.cases[0].papers] == ["Mau1.doc"]


def test_what_is_too_long_for_its_place_is_cut_and_shows_it() -> None:
    content = _content(decision="q" * 900, source_url="https://x/" + "y" * 2_000, legal_bases=["z" * 3_000])

    assert content.decision.endswith("…")
    assert len(content.decision) == 500
    assert content.source_url == ""
    assert len(content.legal_bases[0]) == 2_000


def test_half_a_character_left_by_a_cut_shows_as_such() -> None:
    assert _content(name="Tên\ud83d").name == "Tên\ufffd"


def test_a_field_the_house_does_not_know_does_no_harm() -> None:
    assert _content(new_field_of_2027=[1, 2]).code == "1.000001"


def test_the_national_api_says_the_same_as_the_list() -> None:
    content = content_of(Record(1, api_record(), "api"))

    assert (content.code, content.limit_amount, content.limit_unit) == ("1.000001", 5, LimitUnit.WORKING_DAYS)
    assert [channel.channel for channel in content.channels] == ["direct", "online"]
    assert fees.amount(content.channels[0].fee, content.channels[0].note) == 50_000
    assert content.levels == ("commune",)
    assert content.cases[0].papers[0].has_form


def test_fifteen_hours_of_a_same_day_matter_is_an_hour_of_the_clock_and_no_limit() -> None:
    words = "Ngay trong ngày tiếp nhận yêu cầu, trường hợp nhận hồ sơ sau 15 giờ thì trả kết quả trong ngày làm việc tiếp theo."

    assert time_limits.limit_of("15", "Giờ", words) is None
    assert time_limits.says_same_day(words)


@pytest.mark.parametrize(
    ("value", "unit", "limit"),
    [
        (5, "ngày làm việc", (5, LimitUnit.WORKING_DAYS)),
        (5, " Ngày  làm việc ", (5, LimitUnit.WORKING_DAYS)),
        (2.5, "ngày làm việc", (20, LimitUnit.WORKING_HOURS)),
        ("0,5", "ngày làm việc", (4, LimitUnit.WORKING_HOURS)),
        (30, "ngày", (30, LimitUnit.CALENDAR_DAYS)),
        (8, "giờ", (8, LimitUnit.WORKING_HOURS)),
        (24, "giờ", (1, LimitUnit.CALENDAR_DAYS)),
        (15, "giờ", None),
        (0, "giờ", None),
        (3, "tháng", (3, LimitUnit.MONTHS)),
        (1, "", None),
        (1, "Khác", None),
        (None, "ngày", None),
        (2, "tuần", (14, LimitUnit.CALENDAR_DAYS)),
        (1, "năm", (12, LimitUnit.MONTHS)),
        (120, "phút", (2, LimitUnit.WORKING_HOURS)),
        (30, "phút", None),
        (5, "tuần trăng", None),
        (2.3, "ngày làm việc", None),
        ("5-7", "ngày làm việc", None),
        (5, None, None),
    ],
)
def test_a_limit_is_what_the_source_says_and_never_a_guess(value: object, unit: str, limit: tuple[int, LimitUnit] | None) -> None:
    assert time_limits.limit_of(value, unit) == limit


@pytest.mark.parametrize(
    ("fee", "note", "amount"),
    [
        ("Miễn phí", "", 0),
        ("Phí : Không Đồng", "", 0),
        ("120,000 VNĐ", "", 120_000),
        ("2.000.000 Đồng", "", 2_000_000),
        ("Miễn phí", "Theo quy định của Hội đồng nhân dân cấp tỉnh", None),
        ("Miễn phí", "Miễn lệ phí. Phí cấp bản sao theo Thông tư số 281/2016/TT-BTC", 0),
        ("120 VNĐ", "", None),  # 120 đồng, or 120 thousand? nobody can tell
        ("1100,000 VNĐ", "", None),
        ("145 USD", "", None),
        ("Miễn phí", "Phí thẩm định 500.000 đồng/hồ sơ", None),
        ("4,000,000 VNĐ", "Áp dụng mức phí 2.000.000 đồng kể từ ngày 01/7/2025", None),
        ("", "", None),
        ("Miễn lệ phí", "", 0),
        ("Miễn phí, lệ phí", "", 0),
        ("Không thu lệ phí", "", 0),
        ("Không có", "", 0),
        ("Miễn lệ phí cho hộ nghèo", "", None),
    ],
)
def test_an_amount_is_certain_only_when_the_words_leave_no_doubt(fee: str, note: str, amount: int | None) -> None:
    assert fees.amount(*fees.published(fee, note)) == amount


def test_an_amount_glued_to_its_note_comes_apart() -> None:
    assert fees.published("", "500,000 Việt Nam Đồng(mỗi hồ sơ)") == ("500,000 Việt Nam Đồng", "mỗi hồ sơ")


@pytest.mark.parametrize(
    ("published", "form", "shown"),
    [
        ("- Bản chính giấy khai sinh;", "", "Bản chính giấy khai sinh"),
        ("a) Tờ khai", "", "Tờ khai"),
        ("(ii) Giấy giới thiệu", "", "Giấy giới thiệu"),
        ("(1.2) Đơn đề nghị", "", "Đơn đề nghị"),
        ("+++ Phiếu đề nghị.", "", "Phiếu đề nghị"),
        ("Đơn đề nghị theo mẫu quy định;văn bản đề nghị.docx", "", "Đơn đề nghị theo mẫu quy định;văn bản đề nghị.docx"),
        ("- Bản chính Tờ trình của chủ rừng;Mẫu số 14.docx", "", "Bản chính Tờ trình của chủ rừng"),
        ("Bộ, ngành có văn bản", "", "Bộ, ngành có văn bản"),
        ("- ", "", "-"),
    ],
)
def test_marks_without_meaning_go_from_a_paper_and_words_stay(published: str, form: str, shown: str) -> None:
    assert cleaning.paper_name(published, form) == shown


@pytest.mark.parametrize(
    ("published", "short"),
    [
        ("Thủ tục đăng ký khai sinh", "Đăng ký khai sinh"),
        ("Cấp giấy phép môi trường (cấp Tỉnh) ( 1.010727 )", "Cấp giấy phép môi trường (cấp Tỉnh)"),
        ("Tách thửa hoặc hợp thửa đất.", "Tách thửa hoặc hợp thửa đất"),
        ("Thủ tục", "Thủ tục"),
        (
            "Cấp giấy phép xây dựng mới đối với công trình cấp III, cấp IV (Công trình không theo tuyến/Theo tuyến) và nhà ở riêng lẻ",
            "Cấp giấy phép xây dựng mới đối với công trình cấp III, cấp IV và nhà ở riêng lẻ",
        ),
        (
            "Chứng thực bản sao từ bản chính giấy tờ, văn bản do cơ quan, tổ chức có thẩm quyền của Việt Nam cấp hoặc chứng nhận",
            "Chứng thực bản sao từ bản chính giấy tờ, văn bản",
        ),
    ],
)
def test_a_short_name_is_the_lawful_one_without_its_husk(published: str, short: str) -> None:
    assert cleaning.short_name(published) == short


def test_advice_in_the_list_of_papers_is_not_a_paper() -> None:
    assert cleaning.is_remark("Trường hợp gửi qua bưu chính thì gửi kèm bản sao", copies=0, has_form=False)
    assert not cleaning.is_remark("Trường hợp ủy quyền: văn bản ủy quyền", copies=1, has_form=False)
    assert not cleaning.is_remark("Tờ khai", copies=0, has_form=False)


def test_what_the_source_calls_central_is_offered_when_its_own_words_name_the_commune() -> None:
    named = [{"channel": "truc_tiep", "fee": "", "note": "2.000 đồng/trang tại Ủy ban nhân dân cấp xã"}]

    assert not _content(local_gov=False).offered
    assert _content(local_gov=False, channels=named).offered
    assert not _content(local_gov=None, levels=["bo"]).offered


def test_several_lengths_are_told() -> None:
    way = {"channel": "truc_tiep", "time_unit": "ngày", "fee": "", "note": ""}

    assert _content(channels=[way | {"time_value": 30}, way | {"time_value": 40}]).limits_by_case()
    assert _content(channels=[way | {"time_value": 15}, way | {"channel": "truc_tuyen", "time_value": 20}]).limits_by_case()
    assert not _content().limits_by_case()


def test_papers_that_only_some_need_are_read_last() -> None:
    assert cleaning.is_conditional("Trường hợp trẻ em bị bỏ rơi thì phải có biên bản")
    assert cleaning.is_conditional("Hợp đồng ủy thác (nếu có)")
    assert not cleaning.is_conditional("Giấy chứng sinh")


def test_the_national_codes_of_a_paper_and_of_what_may_replace_it_are_kept() -> None:
    paper = {"TENGIAYTO": "Giấy chứng sinh", "MAGIAYTO": "000.00.00.G15-KQ004389", "MA_KQ_THAYTHE": "KQ.G15.000012"}
    read = content_of(Record(1, api_record(THANHPHANHOSO=[{"TRUONGHOP": "", "GIAYTO": [paper]}]), "api"))

    kept = read.cases[0].papers[0]
    assert (kept.type_code, kept.substitute) == ("000.00.00.G15-KQ004389", "KQ.G15.000012")


def test_a_paper_without_codes_has_the_digest_it_had_before_codes_were_read() -> None:
    said = record()["components"][0]["items"][0] | {"type_code": "", "substitute": ""}

    assert _content(components=[{"case": "", "items": [said]}]).digest == _content().digest
    assert _content(components=[{"case": "", "items": [said | {"type_code": "G15-1"}]}]).digest != _content().digest


@pytest.mark.parametrize(
    ("note", "left"),
    [
        ("(/trang)Tại UBND cấp xã: 2.000 đồng/trang; từ trang thứ 3 thu 1.000 đồng/trang. Trang là căn cứ để thu phí.", ""),
        (
            "Nộp sau 15 giờ thì trả ngày làm việc tiếp theo. Lệ phí 8.000 đồng; miễn phí cho người nghèo.",
            "Nộp sau 15 giờ thì trả ngày làm việc tiếp theo.",
        ),
        ("Trong ngày làm việc", "Trong ngày làm việc"),
        ("Mức lệ phí do tỉnh quyết định. Miễn lệ phí cho người có công; người thuộc hộ nghèo; người khuyết tật.", ""),
        ("Phí thẩm tra 5 triệu; 05 ngày làm việc; nộp trực tiếp", "05 ngày làm việc; nộp trực tiếp"),
    ],
)
def test_a_new_fee_leaves_none_of_the_old_ones_words(note: str, left: str) -> None:
    assert fees.without_fees(note) == left
