"""How does a record of the national database's API read under the names of the published lists?"""

from typing import Any

from motcua.catalogue.rules import fields
from motcua.catalogue.rules.reading import Unreadable

_LEVELS = {"bộ": "bo", "tỉnh": "tinh", "huyện": "huyen", "xã": "xa"}
_CHANNELS = {"1": "truc_tiep", "2": "truc_tuyen", "3": "buu_chinh"}


def renamed(record: dict[str, Any]) -> dict[str, Any]:
    """The national API's record under our names.

    Raises Unreadable. Basis: house choice.
    """
    channels = [_channel(way, time, fee) for way, time, fee in _ways(record)]
    stated = next((c for c in channels if c["channel"] == "truc_tiep"), channels[0] if channels else None)
    return {
        "code": fields.text(record, "MATTHC", limit=100),
        "name": fields.text(record, "TENTTHC", limit=fields.MAX_NAME),
        "field": ", ".join(_names(record, "LINHVUCTHUCHIEN", "TENLINHVUC")),
        "levels": [_level(name) for name in _names(record, "CAPTHUCHIEN", "TENCAP")],
        "applicants": _names(record, "DOITUONGTHUCHIEN", "TENDOITUONG"),
        "agencies": ", ".join(_names(record, "COQUANTHUCHIEN", "TENDONVI")),
        "competent_authority": ", ".join(_names(record, "COQUANCOTHAMQUYEN", "TENDONVI")),
        "receiving_address": fields.text(record, "DIACHITIEPNHAN"),
        "requirements": fields.text(record, "YEUCAU", lines=True),
        "time_limit": {"value": stated["time_value"], "unit": stated["time_unit"]} if stated else None,
        "channels": channels,
        "components": [_case(item) for item in fields.objects(record, "THANHPHANHOSO")],
        "results": [
            {"name": fields.text(item, "TENKETQUA", limit=fields.MAX_NAME), "code": fields.text(item, "MAKETQUA", limit=60)}
            for item in fields.objects(record, "KETQUATHUCHIEN")
        ],
        "legal_bases": _names(record, "CANCUPHAPLY", "SOVANBAN"),
        "steps": "\n".join(_steps(record)),
        "local_gov": None,
    }


def _names(record: dict[str, Any], name: str, inner: str) -> list[str]:
    found = [fields.text(item, inner, limit=fields.MAX_NAME) for item in fields.objects(record, name)]
    return list(dict.fromkeys(filter(None, found)))


def _level(name: str) -> str:
    word = name.casefold().removeprefix("cấp").strip()
    return _LEVELS.get(word, "khac" if word.startswith(("cơ quan khác", "khác")) else name)


def _steps(record: dict[str, Any]) -> list[str]:
    steps: list[str] = []
    for case in fields.objects(record, "TRINHTUTHUCHIEN"):
        steps += filter(None, [fields.text(case, "TRUONGHOP", lines=True)])
        steps += filter(None, (fields.text(step, "TENTRINHTU", lines=True) for step in fields.objects(case, "TRINHTU")))
    return steps


def _ways(record: dict[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]:
    return [
        (way, time, fee)
        for way in fields.objects(record, "CACHTHUCTHUCHIEN")
        for time in fields.objects(way, "THOIGIAN") or [{}]
        for fee in fields.objects(time, "PHILEPHI") or [{}]
    ]


def _channel(way: dict[str, Any], time: dict[str, Any], fee: dict[str, Any]) -> dict[str, Any]:
    kind = str(way.get("KENH", ""))
    amount = fields.text(fee, "SOTIEN", limit=60)
    notes = [fields.text(time, "MOTA"), fields.text(fee, "MOTA")]
    return {
        "channel": _CHANNELS.get(kind, kind),
        "time_value": fields.text(time, "THOIGIANGIAIQUYET", limit=20) or None,
        "time_unit": fields.text(time, "DONVITINH", limit=60),
        "fee": f"{amount} {fields.text(fee, 'DONVI', limit=60)}".strip() if amount else "",
        "note": " ".join(dict.fromkeys(filter(None, notes))),
    }


def _case(item: dict[str, Any]) -> dict[str, Any]:
    return {
        "case": fields.text(item, "TRUONGHOP", limit=5_000),
        "items": [
            {
                "name": fields.text(paper, "TENGIAYTO", limit=10_000),
                "originals": _count(paper, "SOBANCHINH"),
                "copies": _count(paper, "SOBANSAO"),
                "has_form": bool(fields.text(paper, "TENMAUDON", limit=1_000)),
                "form_file": fields.text(paper, "TENMAUDON", limit=1_000),
                "type_code": fields.text(paper, "MAGIAYTO", limit=60),
                "substitute": fields.text(paper, "MA_KQ_THAYTHE", limit=60),
            }
            for paper in fields.objects(item, "GIAYTO")
        ],
    }


def _count(paper: dict[str, Any], name: str) -> int:
    value = paper.get(name)
    if value in (None, ""):
        return 0
    if isinstance(value, str) and value.strip().isdigit():
        return int(value)
    raise Unreadable("bad_count", f"Số bản {value!r} không đúng.", f"The number of copies {value!r} is not right.")
