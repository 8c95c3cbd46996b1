"""What a page says when it cannot do what was asked: what happened and what to do, in both languages, one entry a status."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    title: str
    happened: str
    to_do: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    status: int
    vi: Words
    en: Words
    hue: str = "lua"
    icon: str = "alert"


def _refusal(status: int, vi: tuple[str, str, str], en: tuple[str, str, str], hue: str = "lua", icon: str = "alert") -> Refusal:
    words = [Words(title=title, happened=happened, to_do=to_do) for title, happened, to_do in (vi, en)]
    return Refusal(status=status, vi=words[0], en=words[1], hue=hue, icon=icon)


REFUSALS = {
    refusal.status: refusal
    for refusal in (
        _refusal(
            400,
            ("Yêu cầu không đọc được", "Máy chủ không hiểu điều trình duyệt vừa gửi.", "Mở lại trang từ đầu rồi làm lại."),
            (
                "The request cannot be read",
                "The server did not understand what the browser sent.",
                "Open the page again and repeat.",
            ),
        ),
        _refusal(
            403,
            (
                "Bạn không mở được trang này",
                "Việc này dành cho người có vai trò khác, hoặc phiên làm việc đã đổi.",
                "Quay lại trang trước. Nếu đây là việc của bạn, nhờ trưởng đơn vị giao vai trò.",
            ),
            (
                "You cannot open this page",
                "This belongs to people with another role, or your session has changed.",
                "Go back. If this is your work, ask the head of your unit for the role.",
            ),
            icon="lock",
        ),
        _refusal(
            404,
            (
                "Không có trang này",
                "Địa chỉ có thể gõ thiếu, hoặc trang đã được chuyển chỗ.",
                "Kiểm tra lại địa chỉ, tìm thủ tục, hoặc tra hồ sơ bằng mã in trên giấy hẹn.",
            ),
            (
                "There is no such page",
                "The address may be incomplete, or the page has moved.",
                "Check the address, search the procedures, or follow a dossier by the code on its receipt.",
            ),
            hue="",
            icon="search",
        ),
        _refusal(
            405,
            ("Địa chỉ này không mở như thế được", "Trang chỉ nhận việc gửi từ nút bấm.", "Quay lại trang trước và bấm nút."),
            ("This address does not open that way", "It only takes what a button sends.", "Go back and use the button."),
        ),
        _refusal(
            409,
            (
                "Chưa làm được việc này",
                "Trạng thái hiện nay của hồ sơ hoặc dữ liệu không cho phép. Chưa có gì bị thay đổi.",
                "Mở lại trang để xem trạng thái mới nhất.",
            ),
            (
                "This cannot be done now",
                "The present state does not allow it. Nothing was changed.",
                "Open the page again to see the latest state.",
            ),
        ),
        _refusal(
            412,
            (
                "Có người vừa làm trước bạn",
                "Nội dung trên trang của bạn đã cũ. Chưa có gì bị ghi đè.",
                "Mở lại trang, xem điều vừa thay đổi, rồi làm tiếp nếu còn cần.",
            ),
            (
                "Somebody was faster",
                "What your page shows is out of date. Nothing was overwritten.",
                "Open the page again, see what changed, and go on if still needed.",
            ),
            icon="sync",
        ),
        _refusal(
            413,
            ("Gửi quá nhiều một lần", "Nội dung gửi lên lớn hơn mức cho phép.", "Gửi tệp nhỏ hơn, hoặc chia thành nhiều lần."),
            ("Too much at once", "What was sent is larger than allowed.", "Send smaller files, or send in parts."),
        ),
        _refusal(
            422,
            ("Có chỗ cần sửa", "Thông tin gửi lên chưa đúng. Chưa có gì được ghi.", "Quay lại trang trước, chữ đã gõ vẫn còn."),
            (
                "Something needs correcting",
                "What was sent is not right yet. Nothing was saved.",
                "Go back; what you typed is still there.",
            ),
        ),
        _refusal(
            429,
            (
                "Thử quá nhiều lần",
                "Máy chủ tạm dừng nhận từ địa chỉ này để tránh bị dò mật khẩu hay mã hồ sơ.",
                "Chờ vài phút rồi thử lại. Việc gấp, đến hoặc gọi trung tâm.",
            ),
            (
                "Too many tries",
                "The server takes a break from this address, so that nobody can guess passwords or codes.",
                "Wait a few minutes and try again. If it is urgent, call or visit a centre.",
            ),
            icon="pause",
        ),
        _refusal(
            500,
            (
                "Hệ thống gặp lỗi",
                "Việc vừa rồi chưa được ghi. Lỗi đã được ghi lại cho người vận hành.",
                "Thử lại một lần. Nếu vẫn lỗi, báo người vận hành mã dưới đây.",
            ),
            (
                "The system failed",
                "What you just did was not saved. The failure has been logged for the operator.",
                "Try once more. If it fails again, tell the operator the code below.",
            ),
            hue="gach",
        ),
        _refusal(
            503,
            (
                "Hệ thống tạm nghỉ",
                "Máy chủ chưa nối được cơ sở dữ liệu hoặc đang được nâng cấp. Hồ sơ đã nộp vẫn còn nguyên.",
                "Chờ một phút rồi tải lại trang.",
            ),
            (
                "The system is resting",
                "The server cannot reach its database, or is being upgraded. Dossiers already filed are safe.",
                "Wait a minute and reload the page.",
            ),
            hue="gach",
            icon="pause",
        ),
        _refusal(
            507,
            (
                "Ổ đĩa đã đầy",
                "Ổ đĩa của cơ sở dữ liệu đã đầy nên việc vừa rồi chưa được ghi. Hồ sơ đã nộp vẫn còn nguyên.",
                "Báo người vận hành giải phóng ổ đĩa, rồi làm lại.",
            ),
            (
                "The disk is full",
                "The disk of the database is full, so what you just did was not saved. Dossiers already filed are safe.",
                "Tell the operator to free some space, then do it again.",
            ),
            hue="gach",
        ),
    )
}

CSRF = _refusal(
    403,
    (
        "Trang mở lâu quá nên chưa gửi được",
        "Để tránh người khác gửi thay bạn, mỗi trang chỉ gửi được trong phiên đã mở nó. Chưa có gì được ghi.",
        "Quay lại trang trước, tải lại rồi gửi lần nữa. Trình duyệt cần cho phép cookie của trang này.",
    ),
    (
        "The page was open too long to be sent",
        "So that nobody can send in your name, a page can only be sent in the session that opened it. Nothing was saved.",
        "Go back, reload and send again. The browser must allow cookies of this site.",
    ),
    icon="lock",
)

#: To machines, which have no buttons.
METHOD = _refusal(
    405,
    ("Phương thức không dùng được", "Địa chỉ này không nhận phương thức vừa gọi.", "Dùng một phương thức ghi ở tiêu đề Allow."),
    ("Method not allowed", "This address does not take the method of the call.", "Use one that the header Allow names."),
)


def refusal(status: int) -> Refusal:
    """The words for a status; its family's when it has none of its own."""
    return REFUSALS.get(status) or REFUSALS[500 if status >= 500 else 400]
