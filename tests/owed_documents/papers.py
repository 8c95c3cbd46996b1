"""The seven documents with fixed content: what the golden texts and the measured prints are made from.

`python -m tests.owed_documents.papers` writes the golden texts anew and, as pictures to look at, var/papers/*.png.
"""

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import typst
from pypdf import PdfReader
from tests.dossiers.given import vn

from motcua.owed_documents.facts import Kind
from motcua.owed_documents.operations import typesetting
from motcua.ui import qr

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "owed_documents"
TEMPLATES = "tt03_2025"
AT = vn("2026-11-16 08:00")
ADDRESS = "https://motcua.angiang.gov.vn/tra-ho-so/?ma=H01.61-261116-0007"
CENTRE, WARD = "Trung tâm Phục vụ hành chính công phường Rạch Giá", "Ủy ban nhân dân phường Rạch Giá"
PERSON = {
    "name": "Trần Thị Bích Thủy", "id": "089181000123", "address": "12 Nguyễn Trãi, khóm 3, phường Rạch Giá, tỉnh An Giang",
    "phone": "0918 012 264", "email": "bichthuy@example.vn", "is_organisation": False,
}  # fmt: skip
COMPANY = PERSON | {"name": "Công ty trách nhiệm hữu hạn Bạch Tuyết", "id": "1800123456", "is_organisation": True}
MATTER = "Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ (mã thủ tục 1.013225)"
_CLERK = "Danh Thị Sà Ruône"
_SYMBOLS = {
    Kind.RECEIPT: ("01", "TTPVHCC"), Kind.SUPPLEMENT_REQUEST: ("02", "PBS"), Kind.REFUSAL: ("03", "PTC"), Kind.APOLOGY: ("04", "PXL"),
    Kind.STOP_NOTICE: ("05", "TB"), Kind.CONTROL_SHEET: ("06", "PKS"), Kind.REGISTER: ("07", "STD"),
}  # fmt: skip
_SAYS: dict[Kind, dict[str, Any]] = {
    Kind.RECEIPT: {
        "grantor": PERSON | {"name": "Trần Văn Út", "id": "089055000456", "paper": "Giấy ủy quyền số 12 ngày 10/11/2026"},
        "case": "Công trình không theo tuyến", "components": [
            {"name": "Đơn đề nghị cấp giấy phép xây dựng", "originals": 1, "copies": 0},
            {"name": "Bản vẽ thiết kế xây dựng trong hồ sơ thiết kế đã được thẩm định", "originals": 0, "copies": 2},
        ],
        "limit": "05 ngày làm việc", "received": "08 giờ 00 phút, ngày 16/11/2026", "due": "17 giờ 00 phút, ngày 23/11/2026",
        "result_at": CENTRE, "giver": PERSON["name"], "signer": _CLERK,
    },
    Kind.SUPPLEMENT_REQUEST: {
        "items": ["Bản vẽ mặt bằng thiếu chữ ký của chủ trì thiết kế", "Bản sao giấy chứng nhận quyền sử dụng đất"],
        "reason": "Thành phần hồ sơ chưa đủ theo quy định.", "again_reason": "", "until": "07/12/2026", "contact": _CLERK,
        "bring_to": "Trung tâm Phục vụ hành chính công bất kỳ trong tỉnh", "signer": _CLERK,
    },
    Kind.REFUSAL: {
        "filed": "08 giờ 00 phút, ngày 16/11/2026", "reason": "Công trình thuộc thẩm quyền giải quyết của Sở Xây dựng.",
        "giver": PERSON["name"], "signer": _CLERK,
    },
    Kind.APOLOGY: {
        "received_day": "16/11/2026", "competent": WARD, "due": "17 giờ, ngày 23/11/2026", "reason": "Chờ kết quả kiểm tra thực địa.",
        "is_extension": True, "new_day": "30/11/2026", "signer": "Lê Minh Khang",
    },
    Kind.STOP_NOTICE: {
        "received": "08 giờ 00 phút, ngày 16/11/2026", "is_asked": True, "asked": "18/11/2026, trực tiếp", "state": "Đang giải quyết",
        "reason": "Người nộp xin rút.", "stopped": "09 giờ 10 phút, ngày 18/11/2026", "role": "Người tiếp nhận hồ sơ", "signer": _CLERK,
    },
    Kind.CONTROL_SHEET: {
        "competent": WARD, "others": ["Công an tỉnh"], "received": "08 giờ 00 phút, ngày 16/11/2026",
        "due": "17 giờ 00 phút, ngày 23/11/2026", "is_open": True, "as_of": "10 giờ 00 phút, ngày 18/11/2026", "ended": "", "ended_as": "",
        "rows": [
            {"giver": CENTRE, "giver_name": _CLERK, "receiver": "Phường Rạch Giá", "receiver_name": "Lê Minh Khang",
             "at": "08 giờ 30 phút, ngày 16/11/2026", "verdict": "Đúng hạn", "note": "Thẩm định hồ sơ"},
            {"giver": "Phường Rạch Giá", "giver_name": "", "receiver": "Công an tỉnh", "receiver_name": "",
             "at": "09 giờ 00 phút, ngày 17/11/2026", "verdict": "", "note": "Lấy ý kiến"},
        ],
    },
    Kind.REGISTER: {
        "field": "Hoạt động xây dựng", "period": "từ ngày 01/11/2026 đến hết ngày 30/11/2026", "total": "2", "page": 1, "first": 1,
        "rows": [
            ["H01.61-261116-0007", MATTER, PERSON["name"], "12 Nguyễn Trãi; 0918 012 264", "Phường Rạch Giá", "08:00 16/11/2026",
             "17:00 23/11/2026", "", "Trực tiếp"],
            ["H01.61-261116-0008", MATTER, COMPANY["name"], "3 Lê Lợi", "Phường Rạch Giá", "09:30 16/11/2026", "17:00 23/11/2026",
             "10:00 20/11/2026", "Bưu chính công ích"],
        ],
    },
}  # fmt: skip


def content(kind: Kind, **more: Any) -> dict[str, Any]:
    """What a template of a kind is told."""
    form, symbol = _SYMBOLS[kind]
    return {
        "head": {"above": "UBND phường Rạch Giá", "unit": CENTRE, "place": "Rạch Giá"}, "day": ["16", "11", "2026"], "form": form,
        "form_set": "TT 03/2025/TT-VPCP", "number": f"07/{symbol}", "title": kind.label, "code": "H01.61-261116-0007", "unit": CENTRE,
        "person": PERSON, "matter": MATTER, "address": ADDRESS, "qr": qr.drawing(ADDRESS), **_SAYS[kind], **more,
    }  # fmt: skip


def pdf(kind: Kind, **more: Any) -> bytes:
    return typesetting.pdf(templates=TEMPLATES, template=kind.value, data=content(kind, **more), at=AT)


def text_of(pdf: bytes) -> str:
    """The words of a PDF, page by page; places where a long word may break are none of them."""
    return "\n\f\n".join(page.extract_text().replace("\u200b", "") for page in PdfReader(io.BytesIO(pdf)).pages)


def words_of(pdf: bytes) -> str:
    return " ".join(text_of(pdf).split())


def digest(templates: str) -> str:
    """Of every file of a released set of templates."""
    folder = typesetting.source_of(templates=templates, template="receipt").parent
    files = sorted(folder.glob("*.typ"))
    return hashlib.sha256(b"".join(file.name.encode() + b"\0" + file.read_bytes() + b"\0" for file in files)).hexdigest()


def main() -> None:
    seen = Path("var/papers")
    seen.mkdir(parents=True, exist_ok=True)
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for kind in Kind:
        (GOLDEN / f"{kind.value}.txt").write_text(text_of(pdf(kind)) + "\n")
        source = typesetting.source_of(templates=TEMPLATES, template=kind.value)
        told = {"data": json.dumps(content(kind))}
        pages = typst.compile(str(source), sys_inputs=told, format="png", ppi=110, ignore_system_fonts=True)
        for number, page in enumerate(pages if isinstance(pages, list) else [pages], start=1):
            (seen / f"{kind.value}-{number}.png").write_bytes(page)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
