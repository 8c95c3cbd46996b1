"""How does a record of the national database's API read under the names of the published lists?"""

from typing import Any

from motcua.catalogue.rules import fields

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
        "levels": _names(record, "CAPTHUCHIEN", "TENCAP"),
        "applicants": _names(record, "DOITUONGTHUCHIEN", "TENDOITUONG"),
        "agencies": ", ".join(_names(record, "COQUANTHUCHIEN", "TENDONVI")),
        "competent_authority": ", ".join(_names(record, "COQUANCOTHAMQUYEN", "TENDONVI")),
        "receiving_address": fields.text(record, "DIACHITIEPNHAN"),
        "requirements": fields.text(record, "YEUCAU", lines=True),
        "time_limit": {"value": stated["time_value"], "unit": stated["time_unit"]} if stated else None,
        "channels": channels,
        "components": [_case(item) for item in fields.objects(record, "THANHPHANHOSO")],
        "results": [
            {"name": fields.text(item, "TENKETQUA"), "code": fields.text(item, "MAKETQUA")}
            for item in fields.objects(record, "KETQUATHUCHIEN")
        ],
        "legal_bases": _names(record, "CANCUPHAPLY", "SOVANBAN"),
        "steps": "\n".join(_steps(record)),
        "local_gov": None,
    }


def _names(record: dict[str, Any], name: str, inner: str) -> list[str]:
    """The names in a list of objects; some offices send the bare names, or one text of all."""
    found = [fields.text(item if isinstance(item, dict) else {inner: item}, inner) for item in fields.items(record, name)]
    return list(dict.fromkeys(filter(None, found)))


def _steps(record: dict[str, Any]) -> list[str]:
    steps: list[str] = []
    for case in fields.items(record, "TRINHTUTHUCHIEN"):
        if not isinstance(case, dict):
            steps += filter(None, [fields.text({"TRINHTU": case}, "TRINHTU", lines=True)])
            continue
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
    kind = fields.text(way, "KENH")
    amount = fields.label(fee, "SOTIEN", limit=60)
    notes = [fields.text(time, "MOTA"), fields.text(fee, "MOTA")]
    return {
        "channel": _CHANNELS.get(kind, kind),
        "time_value": fields.text(time, "THOIGIANGIAIQUYET") or None,
        "time_unit": fields.text(time, "DONVITINH"),
        "fee": f"{amount} {fields.text(fee, 'DONVI', limit=60)}".strip() if amount else "",
        "note": " ".join(dict.fromkeys(filter(None, notes))),
    }


def _case(item: dict[str, Any]) -> dict[str, Any]:
    return {
        "case": fields.text(item, "TRUONGHOP"),
        "items": [
            {
                "name": fields.text(paper, "TENGIAYTO"),
                "originals": fields.count(paper, "SOBANCHINH"),
                "copies": fields.count(paper, "SOBANSAO"),
                "has_form": bool(fields.label(paper, "TENMAUDON", limit=1_000)),
                "form_file": fields.label(paper, "TENMAUDON", limit=1_000),
                "type_code": fields.label(paper, "MAGIAYTO", limit=60),
                "substitute": fields.label(paper, "MA_KQ_THAYTHE", limit=60),
            }
            for paper in fields.objects(item, "GIAYTO")
        ],
    }
