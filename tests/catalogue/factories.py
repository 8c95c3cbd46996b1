"""Published records as sources write them."""

import copy
import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

AT = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Keeper:
    """Holds its roles over the whole province."""

    label: str = "system"
    roles: frozenset[str] = frozenset({"control"})

    def holds_over(self, agency_id: int | None, roles: Collection[str], /) -> bool:
        return agency_id is None and not self.roles.isdisjoint(roles)

    lent = ()


_RECORD: dict[str, Any] = {
    "code": "1.000001",
    "name": "Thủ tục cấp phép thử",
    "field": "Thử nghiệm",
    "ministry": "Bộ Tư pháp",
    "levels": ["xa"],
    "decision": "1/QĐ-BTP",
    "kind": "Loại khác",
    "applicants": ["Công dân Việt Nam"],
    "agencies": "Ủy ban nhân dân cấp xã",
    "competent_authority": "",
    "receiving_address": "",
    "time_limit": {"value": 5, "unit": "ngày làm việc"},
    "channels": [
        {"channel": "truc_tiep", "time_value": 5, "time_unit": "ngày làm việc", "fee": "Miễn phí", "note": ""},
        {"channel": "truc_tuyen", "time_value": 5, "time_unit": "ngày làm việc", "fee": "Miễn phí", "note": ""},
    ],
    "components": [
        {
            "case": "",
            "items": [
                {"name": "- Đơn đề nghị theo mẫu;", "originals": 1, "copies": 0, "has_form": True, "form_file": "Mau01.docx"}
            ],
        }
    ],
    "results": [{"name": "Giấy phép thử", "code": "KQ.1"}],
    "legal_bases": ["1/2026/NĐ-CP"],
    "requirements": "",
    "steps": "Bước 1: nộp.\nBước 2: nhận.",
    "source": "thu",
    "source_url": "",
    "local_gov": True,
}


def record(code: str = "1.000001", **changes: Any) -> dict[str, Any]:
    return copy.deepcopy(_RECORD) | {"code": code} | changes


def line(code: str = "1.000001", **changes: Any) -> bytes:
    return json.dumps(record(code, **changes), ensure_ascii=False).encode() + b"\n"


def listing(*rows: str) -> list[bytes]:
    header = "code,name,field,ministry,levels,agencies,online_level,src"
    return [f"{row}\n".encode() for row in (header, *rows)]


def api_record(code: str = "1.000001.000.00.00.H49", **changes: Any) -> dict[str, Any]:
    fee = {"DONVI": "Đồng", "SOTIEN": "50.000", "MOTA": "", "MAPHILEPHI": "2"}
    time = {"THOIGIANGIAIQUYET": "5", "DONVITINH": "Ngày làm việc", "MOTA": "", "PHILEPHI": [fee]}
    return {
        "MATTHC": code,
        "TENTTHC": "Thủ tục cấp phép thử",
        "LINHVUCTHUCHIEN": [{"MALINHVUC": "G15", "TENLINHVUC": "Thử nghiệm"}],
        "CAPTHUCHIEN": [{"CAPTHUCHIEN": "2", "TENCAP": "Cấp Xã"}],
        "CACHTHUCTHUCHIEN": [{"KENH": "1", "THOIGIAN": [time]}, {"KENH": "2", "THOIGIAN": [time]}],
        "COQUANTHUCHIEN": [{"MADONVI": "1", "TENDONVI": "Ủy ban nhân dân cấp xã"}],
        "THANHPHANHOSO": [
            {"TRUONGHOP": "", "GIAYTO": [{"TENGIAYTO": "- Đơn", "SOBANCHINH": "1", "SOBANSAO": "", "TENMAUDON": "a.doc"}]}
        ],
        "KETQUATHUCHIEN": [{"MAKETQUA": "KQ.1", "TENKETQUA": "Giấy phép thử"}],
        "CANCUPHAPLY": [{"SOVANBAN": "1/2026/NĐ-CP"}],
        "TRINHTUTHUCHIEN": [{"TRUONGHOP": "", "TRINHTU": [{"TENTRINHTU": "Bước 1"}]}],
    } | changes
