"""With which groups and counters does a centre begin? It changes them as it likes."""

from motcua.counters.facts import Rules

#: Letter, name, fields.
Start = tuple[str, str, tuple[str, ...]]


def first_groups() -> tuple[Start, ...]:
    """Basis: house choice, after the division of counters by field of NĐ 61/2018 Điều 13."""
    return (
        ("A", "Hộ tịch – chứng thực", ("Hộ tịch", "Chứng thực", "Nuôi con nuôi", "Quốc tịch")),
        ("B", "Đất đai – xây dựng – môi trường", ("Đất đai", "Xây dựng", "Quy hoạch xây dựng", "Môi trường")),
        ("C", "Kinh doanh – thuế – lao động", ("Thành lập và hoạt động doanh nghiệp", "Hộ kinh doanh", "Việc làm", "Lao động")),
        ("D", "Lĩnh vực khác", ()),
        ("T", "Nhận kết quả", ()),
    )


def first_counters() -> tuple[tuple[int, str], ...]:
    """Basis: house choice."""
    return (1, "Tiếp nhận"), (2, "Tiếp nhận")


def why_not_sensible(rules: Rules) -> tuple[str, str] | None:
    """What is wrong with the numbers of a room, in both languages. Basis: house choice."""
    bounds = (
        (rules.calls, 1, 10, "số lần gọi", "the number of calls"),
        (rules.run, 1, 20, "số lượt ưu tiên liền nhau", "the run of priority tickets"),
        (rules.early_minutes, 0, 120, "phút gọi lịch hẹn sớm", "the minutes before a slot"),
        (rules.late_minutes, 0, 120, "phút giữ lịch hẹn trễ", "the minutes after a slot"),
        (rules.slot_minutes, 5, 240, "độ dài khung giờ hẹn", "the length of a slot"),
        (rules.phone_most, 0, 1000, "số lấy qua điện thoại", "the tickets by phone"),
        (rules.opens_minutes, 0, 240, "phút phát số trước giờ mở cửa", "the minutes before the opening"),
    )
    for value, low, high, vi, en in bounds:
        if not low <= value <= high:
            return f"{vi} phải từ {low} đến {high}", f"{en} must be {low} to {high}"
    return None
