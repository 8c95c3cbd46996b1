"""Will a file do? What is wrong with it, which of that blocks, and how it is mended, in words for who sent it."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from motcua.documents.facts import Accepted, Contents, Defect, Kind
from motcua.documents.rules.kinds import said_by


class _Words(NamedTuple):
    is_blocking: bool
    vi: str
    en: str
    mend_vi: str
    mend_en: str


def _blocks(vi: str, en: str, mend_vi: str, mend_en: str) -> _Words:
    return _Words(is_blocking=True, vi=vi, en=en, mend_vi=mend_vi, mend_en=mend_en)


def _told(vi: str, en: str, mend_vi: str, mend_en: str) -> _Words:
    return _Words(is_blocking=False, vi=vi, en=en, mend_vi=mend_vi, mend_en=mend_en)


_AGAIN = ("Gửi lại tệp.", "Send the file again.")
_SAVE = ("Mở tệp trên máy của bạn, lưu lại thành PDF, rồi gửi lại.", "Open the file, save it as a PDF, and send it again.")
WORDS: Mapping[str, _Words] = {
    "file_missing": _blocks("Không tìm thấy tệp «{name}» trong kho.", "The file “{name}” is not in the store.", *_AGAIN),
    "file_empty": _blocks("Tệp «{name}» trống, không có nội dung.", "The file “{name}” is empty.",
        "Chụp hoặc quét lại giấy tờ, mở thử thấy nội dung rồi gửi lại.", "Photograph or scan the paper again, see that it opens, and send it."),
    "file_broken": _blocks("Tệp «{name}» không mở được.", "The file “{name}” cannot be opened.", *_SAVE),
    "file_truncated": _blocks("Tệp «{name}» bị cụt: gửi chưa hết.", "The file “{name}” is cut off: it was not sent to its end.",
        "Gửi lại cả tệp khi đường truyền ổn định.", "Send the whole file again over a steady line."),
    "file_locked": _blocks("Tệp «{name}» đặt mật khẩu nên không ai mở được.", "The file “{name}” needs a password.",
        "Bỏ mật khẩu rồi gửi lại.", "Remove the password and send it again."),
    "file_without_pages": _blocks("Tệp «{name}» không có trang nào.", "The file “{name}” has no pages.", *_SAVE),
    "file_not_what_it_says": _blocks("Tệp «{name}» tên một đằng, nội dung một nẻo: thật ra là {kind}.", "The file “{name}” is not what its name says: it is {kind_en}.",
        "Đổi đuôi tên cho đúng, hoặc lưu lại thành PDF, rồi gửi lại.", "Give it its right ending, or save it as a PDF, and send it again."),
    "file_is_a_program": _blocks("Tệp «{name}» là chương trình, không phải giấy tờ.", "The file “{name}” is a program, not a paper.",
        "Gửi bản chụp hoặc bản PDF của giấy tờ.", "Send a picture or a PDF of the paper."),
    "file_starts_programs": _blocks("Tệp «{name}» có lệnh chạy chương trình khác.", "The file “{name}” starts other programs.",
        "In tệp thành PDF mới (không kèm lệnh) rồi gửi lại.", "Print it to a new PDF and send that."),
    "file_has_script": _told("Tệp «{name}» có mã JavaScript; hệ thống không chạy mã này.", "The file “{name}” carries JavaScript; nothing of it is run.",
        "Không phải làm gì; nếu được thì in thành PDF mới.", "Nothing need be done; a freshly printed PDF is better."),
    "file_has_macros": _blocks("Tệp «{name}» có macro.", "The file “{name}” has macros.", *_SAVE),
    "file_carries_files": _blocks("Tệp «{name}» nhúng tệp khác bên trong.", "The file “{name}” carries other files inside.", *_SAVE),
    "picture_too_large": _blocks("Ảnh «{name}» có quá nhiều điểm ảnh nên không mở được an toàn.", "The picture “{name}” has too many pixels to be opened safely.",
        "Chụp lại ở cỡ thường (dưới 100 triệu điểm ảnh).", "Take it again at a usual size (below 100 million pixels)."),
    "file_explodes": _blocks("Tệp «{name}» phình ra quá lớn khi mở.", "The file “{name}” grows far too large when it is opened.", *_SAVE),
    "file_takes_too_long": _blocks("Tệp «{name}» mở quá lâu hoặc tốn quá nhiều bộ nhớ nên chưa kiểm tra được.", "The file “{name}” takes too long, or too much memory, to be read.", *_SAVE),
    "signature_unreadable": _blocks("Chữ ký số trong tệp «{name}» không đọc được.", "The signature in “{name}” cannot be read.",
        "Ký lại bằng phần mềm ký số rồi gửi lại.", "Sign it again and send it."),
    "signature_over_a_part": _blocks("Chữ ký số trong tệp «{name}» chỉ ký một phần nội dung.", "The signature in “{name}” covers only a part of it.",
        "Ký lại cả tệp rồi gửi lại.", "Sign the whole file again and send it."),
    "changed_after_signing": _blocks("Tệp «{name}» bị sửa sau khi ký số.", "The file “{name}” was changed after it was signed.",
        "Gửi bản chưa sửa, hoặc ký lại.", "Send the file as it was signed, or sign it again."),
    "kind_not_accepted": _blocks("Tệp «{name}» là {kind}: loại này không được nhận ({basis}).", "The file “{name}” is {kind_en}: this kind is not taken ({basis}).", *_SAVE),
    "signature_not_accepted": _blocks("Chữ ký số trong tệp «{name}» thuộc loại {signature}: loại này không được nhận ({basis}).", "The signature in “{name}” is {signature}: this kind is not taken ({basis}).",
        "Ký lại bằng loại chữ ký được nhận.", "Sign it again with a kind that is taken."),
    "kind_unknown": _told("Chưa rõ tệp «{name}» là loại gì; cán bộ sẽ mở xem.", "It is not known what “{name}” is; an officer will look.",
        "Nếu được, gửi bản PDF hoặc ảnh.", "If you can, send a PDF or a picture."),
    "signature_kind_unsaid": _told("Chữ ký số trong tệp «{name}» thuộc loại {signature}; nguồn luật đã đọc chưa nói loại này được nhận hay không.", "The signature in “{name}” is {signature}; the sources read so far do not say whether it is taken.",
        "Không phải làm gì.", "Nothing need be done."),
}  # fmt: skip


def defects_of(contents: Contents, *, name: str, rules: Iterable[Accepted]) -> tuple[Defect, ...]:
    """Everything that is wrong with a file of these contents under this name, blocking first.

    What no dated row speaks of is said as unknown and refused by nobody.

    Basis: NĐ 309/2026/NĐ-CP Điều 8 (one notice with content, reason and full guidance); kinds by the dated rows, each with its own.
    """
    told = {(rule.of, rule.value): rule for rule in rules}
    codes: list[tuple[str, dict[str, str]]] = [(code, {}) for code in contents.found if code in WORDS]
    codes += _of_kind(contents, name, told)
    for signature in dict.fromkeys(contents.signatures):
        rule = told.get(("signature", signature))
        said = {"signature": signature.label, "basis": rule.basis if rule else ""}
        if rule is None or rule.is_accepted is None:
            codes.append(("signature_kind_unsaid", said))
        elif not rule.is_accepted:
            codes.append(("signature_not_accepted", said))
    found = [defect(code, name=name, kind=contents.kind, **values) for code, values in codes]
    return tuple(sorted(found, key=lambda one: not one.is_blocking))


def _of_kind(contents: Contents, name: str, told: Mapping[tuple[str, str], Accepted]) -> list[tuple[str, dict[str, str]]]:
    kind, promised = contents.kind, said_by(name)
    if kind is Kind.EMPTY:
        return [("file_empty", {})]
    if kind is Kind.PROGRAM:
        return [("file_is_a_program", {})]
    codes: list[tuple[str, dict[str, str]]] = []
    if promised and kind not in promised and not (contents.found and kind in {Kind.ZIP, Kind.UNKNOWN}):
        codes.append(("file_not_what_it_says", {}))
    rule = told.get(("kind", kind))
    if rule is not None and rule.is_accepted is False:
        codes.append(("kind_not_accepted", {"basis": rule.basis}))
    elif (kind is Kind.UNKNOWN or rule is None or rule.is_accepted is None) and not codes and not contents.found:
        codes.append(("kind_unknown", {}))
    return codes


def defect(code: str, *, name: str, kind: Kind = Kind.UNKNOWN, signature: str = "", basis: str = "") -> Defect:
    """One defect in the words of the table.

    Basis: house choice.
    """
    words = WORDS[code]
    values = {"name": name, "kind": kind.label, "kind_en": kind.label_en, "signature": signature, "basis": basis or "–"}
    return Defect(
        code=code, is_blocking=words.is_blocking, vi=words.vi.format(**values), en=words.en.format(**values),
        mend_vi=words.mend_vi, mend_en=words.mend_en,
    )  # fmt: skip
