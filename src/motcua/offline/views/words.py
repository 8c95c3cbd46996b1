"""What the page says without a line: in the language that it was kept in."""

from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    """Words by the name that the script knows; {n} and the like are filled in there."""
    return {**_line(), **_codes(), **_form(), **_kept()}


def _line() -> dict[str, str]:
    return {
        "looking": _("Đang xem mạng"),
        "line_there": _("Có mạng"),
        "line_away": _("Mất mạng từ {time}"),
        "back": _("Có mạng lại. Hồ sơ đã nhận đang được gửi, theo thứ tự."),
        "away": _("Mất mạng. Cứ nhận tiếp bằng mã đã giữ; có mạng lại trang tự gửi."),
        "clock": _("Đồng hồ máy này lệch {n} phút so với máy chủ. Giấy tiếp nhận ghi theo giờ máy chủ: bây giờ là {time}."),
        "signed_out": _("Bạn đã đăng xuất. Đăng nhập lại rồi gửi; hồ sơ vẫn còn trên máy này."),
        "no_answer": _("Máy chủ chưa trả lời. Hồ sơ vẫn còn trên máy này, trang sẽ tự gửi lại."),
    }


def _codes() -> dict[str, str]:
    return {
        "summary": _("Còn {codes} mã cho hôm nay · {waiting} hồ sơ chờ gửi"),
        "hold": _("Giữ mã cho hôm nay"),
        "hold_more": _("Giữ thêm mã"),
        "held": _("Đã giữ {n} mã, từ {first} đến {last}. Mất mạng lúc nào cũng nhận tiếp được."),
        "given_back": _("Đã trả các mã chưa dùng. Sổ mã đã giữ ghi rõ từng mã."),
        "pin_rule": _("Mã PIN có ít nhất 6 ký tự, hai ô giống nhau."),
        "wrong_pin": _("Mã PIN không đúng. Gõ lại; quên thì chờ có mạng, đăng nhập là mở được."),
        "no_codes": _("Hết mã đã giữ. Ghi vào sổ giấy, có mạng thì giữ thêm mã."),
        "no_procedure": _("Không nhận được thủ tục {code} ở đây. Xem lại mã thủ tục."),
        "added": _("Đã thêm thủ tục {code} vào máy này."),
    }


def _form() -> dict[str, str]:
    return {
        "choose": _("Chọn thủ tục"),
        "no_case": _("Không ghi trường hợp"),
        "originals": _("{n} bản chính"),
        "copies": _("{n} bản sao"),
        "replaced": _("Không phải nộp, lấy từ {database}."),
        "due_later": _("Sẽ báo khi có mạng"),
        "due_none": _("Chọn thủ tục để biết ngày hẹn"),
        "wrong_procedure": _("Chọn thủ tục."),
        "wrong_name": _("Ghi họ tên người nộp."),
        "wrong_phone": _("Số điện thoại có từ 8 đến 15 chữ số."),
        "wrong_id": _("Số định danh có từ 6 đến 20 chữ và số, trong đó ít nhất 6 chữ số."),
        "wrong_address": _("Nhận kết quả qua bưu điện thì phải ghi địa chỉ nhận."),
        "way_direct": _("Trực tiếp"),
        "way_online": _("Trực tuyến"),
        "way_postal": _("Bưu chính"),
        "mending": _("Đang sửa hồ sơ {code}: {sentence} Mã và giờ nhận giữ nguyên."),
    }


def _kept() -> dict[str, str]:
    return {
        "state_waiting": _("Chờ gửi"),
        "state_refused": _("Cần sửa"),
        "state_review": _("Cần xem lại giờ nhận"),
        "state_sent": _("Đã gửi"),
        "received": _("Nhận lúc"),
        "matter": _("Thủ tục"),
        "state": _("Tình trạng"),
        "to_do": _("Việc"),
        "print": _("Xem, in giấy"),
        "mend": _("Sửa"),
        "open": _("Mở hồ sơ"),
        "to_review": _("Xem lại"),
        "due": _("hẹn {due}"),
        "due_otherwise": _("Ngày hẹn tính lại khác ngày trên giấy: báo người nộp."),
        "others": _("Trên máy này còn hồ sơ của {names} chưa gửi được. Mời người ấy đăng nhập trên máy này để sửa và gửi."),
    }
