"""`motcua import decision FILE`: a publication decision with its list, looked at or taken over, or undone before its day."""

from argparse import ArgumentParser
from datetime import date
from itertools import accumulate, chain
from pathlib import Path
from typing import Any

from motcua.catalogue.facts import DecisionLevel, DecisionPreview, LinePreview
from motcua.catalogue.operations.decisions.approve import import_decision, undo_decision
from motcua.catalogue.operations.decisions.draft import DecisionRefused
from motcua.catalogue.queries.decisions.files import DecisionFile, preview_decision, read_decision
from motcua.catalogue.queries.decisions.kept import decision_numbered
from motcua.catalogue.queries.decisions.listing import foremost
from motcua.catalogue.queries.decisions.undoing import Undoing, undoing
from motcua.catalogue.rules.decisions.naming import Given as DecisionGiven
from motcua.cli.management.spoken import ArgumentMissing, FileUnreadable, choice, day
from motcua.foundation import clock
from motcua.organization import public as organization

SHOWN = 40


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, nargs="?", help="the decision's list (.xlsx, .docx)")
    parser.add_argument(
        "--preview", action="store_true", help="only say what would change, also before it is signed; nothing is written"
    )
    parser.add_argument(
        "--undo",
        metavar="NUMBER",
        help="undo an approved decision before its day of effect (with --preview: say what comes back)",
    )
    parser.add_argument("--reason", default="", help="with --undo: why; kept with the decision")
    parser.add_argument(
        "--ending-processes",
        action="store_true",
        help="with --undo: also what was approved for the new versions never comes to force",
    )
    parser.add_argument("--number", default="", help="the decision's number, where the file does not say it")
    parser.add_argument("--signed", help="day of signing (YYYY-MM-DD), where the file does not say it")
    parser.add_argument("--effective", help="day of effect (YYYY-MM-DD), where the file does not say it")
    parser.add_argument("--law-effective", help="day of effect of the legal documents (YYYY-MM-DD): it is signed before that day")
    parser.add_argument("--title", default="", help="what the decision is about")
    parser.add_argument("--issuer", default="", help="who issued it")
    parser.add_argument("--level", default="province", help="province or ministry")
    parser.add_argument("--shortened", action="store_true", help="published under the shortened procedure")


def answer(options: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """What was asked, as JSON and as lines. Raises DomainError."""
    return _undone(options) if options["undo"] else _imported(options)


def _undone(options: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    number, now = options["undo"], clock.now()
    found = decision_numbered(number=number, signed_on=_day(options, "signed"))
    if options["preview"]:
        return _coming_back(undoing(actor=organization.SYSTEM, decision_id=found, at=now))
    if not options["reason"].strip():
        raise ArgumentMissing(name="--reason", example=f'motcua import decision --undo {number} --reason "Nhầm tệp"')
    meant = options["ending_processes"]
    codes = undo_decision(decision_id=found, reason=options["reason"], actor=organization.SYSTEM, at=now, ending_processes=meant)
    return {"undone": number, "codes": list(codes)}, [
        f"Đã hoàn tác quyết định {number}: {len(codes)} thủ tục trở lại như trước.",
        f"Decision {number} is undone: {len(codes)} procedures are as before.",
    ]


def _coming_back(back: Undoing) -> tuple[dict[str, Any], list[str]]:
    codes, processes = list(back.codes), list(back.with_processes)
    told = [
        f"Xem trước, chưa ghi gì. Hoàn tác thì {len(codes)} thủ tục trở lại như trước:",
        f"Preview, nothing was written. Undoing brings {len(codes)} procedures back as before:",
        f"  {', '.join(codes)}",
    ]
    if processes:
        told.append(f"Quy trình không áp dụng nữa / processes that would end (--ending-processes): {', '.join(processes)}")
    return {"undone": None, "codes": codes, "processes": processes}, told


def _imported(options: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    if options["file"] is None:
        raise ArgumentMissing(name="FILE", example="motcua import decision quyet-dinh.xlsx --preview")
    file, given, now = _read(options["file"]), _given(options), clock.now()
    if options["preview"]:
        preview = preview_decision(file=file, given=given, on=clock.local_day(now))
    else:
        try:
            preview = import_decision(file=file, given=given, actor=organization.SYSTEM, at=now)
        except DecisionRefused as refused:
            preview = refused.preview
    return as_json(preview), as_lines(preview, asked_only=options["preview"])


def _read(path: Path) -> DecisionFile:
    try:
        with path.open("rb") as file:
            return read_decision(file, name=path.name)
    except OSError as error:
        raise FileUnreadable(path=path, why=error.strerror or error) from None


def _given(options: dict[str, Any]) -> DecisionGiven:
    return DecisionGiven(
        number=options["number"],
        issuer=options["issuer"],
        level=choice(DecisionLevel, "--level", options["level"]),
        title=options["title"],
        signed_on=_day(options, "signed"),
        effective_on=_day(options, "effective"),
        shortened=options["shortened"],
        law_effective_on=_day(options, "law_effective"),
    )


def _day(options: dict[str, Any], name: str) -> date | None:
    return day(f"--{name.replace('_', '-')}", options[name]) if options[name] else None


def as_json(preview: DecisionPreview) -> dict[str, Any]:
    about = preview.about
    return {
        "decision": {
            "number": about.number or None,
            "issuer": about.issuer,
            "level": about.level.value,
            "title": about.title,
            "signed_on": _iso(about.signed_on),
            "effective_on": _iso(about.effective_on),
            "law_effective_on": _iso(about.law_effective_on),
            "shortened": about.shortened,
            "state": preview.state.value if preview.state else None,
        },
        "missing": list(about.missing),
        "source": preview.source,
        "unchanged": preview.unchanged,
        "counts": {act.value: count for act, count in preview.counts.items()},
        "lines": [
            {
                "place": line.place,
                "act": line.act.value,
                "code": line.code,
                "name": line.name,
                "replaces": list(line.replaces),
                "changes": [{"part": one.part.value, "before": one.before, "after": one.after} for one in line.changes],
                "warnings": [{"reason": one.reason, "detail": one.detail, "detail_en": one.detail_en} for one in line.warnings],
            }
            for line in preview.lines
        ],
        "refused": [{name: getattr(one, name) for name in one.__slots__} for one in preview.refused],
    }


def as_lines(preview: DecisionPreview, *, asked_only: bool) -> list[str]:
    about, counts = preview.about, preview.counts
    signed, effective = (f"{day:%d/%m/%Y}" if day else "?" for day in (about.signed_on, about.effective_on))
    head = f"{about.number or '…'}, {signed} → {effective}"
    counted = ", ".join(f"{act.label.lower()} / {act.value}: {counts[act]}" for act in counts)
    return [
        f"Quyết định / decision {head}",
        *_outcome(preview, asked_only=asked_only),
        counted,
        *_first([*_refused(preview), *map(_line, foremost(preview.lines))]),
    ]


def _outcome(preview: DecisionPreview, *, asked_only: bool) -> list[str]:
    if preview.unchanged and preview.state:
        return [
            f"Tệp này đã nhập rồi («{preview.state.label}»), không đổi gì.",
            f"This file is here already ({preview.state.value}), nothing was changed.",
            *_missing(preview),
        ]
    if preview.refused:
        return [
            f"Không nhận: {len(preview.refused)} dòng cần sửa trong tệp; chưa ghi gì.",
            f"Refused: {len(preview.refused)} rows to mend in the file; nothing was written.",
        ]
    if asked_only:
        return ["Xem trước, chưa ghi gì.", "Preview, nothing was written.", *_missing(preview)]
    return ["Đã đưa vào danh mục.", "Taken into the catalogue."]


def _missing(preview: DecisionPreview) -> list[str]:
    told = [
        f"Trước khi nhập thật, ghi / to be said before the import: {', '.join(_OPTIONS[name] for name in preview.about.missing)}"
    ]
    if preview.about.effective_on is None:
        told += [
            "Tệp chưa ghi ngày có hiệu lực: so với danh mục hôm nay.",
            "The file says no day of effect: compared with the catalogue of today.",
        ]
    return told if preview.about.missing else []


_OPTIONS = {"number": "--number", "signed_on": "--signed", "effective_on": "--effective"}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _refused(preview: DecisionPreview) -> list[list[str]]:
    return [[f"  ✗ {one.place} {one.code} {one.reason}: {one.detail} / {one.detail_en}"] for one in preview.refused]


def _line(line: LinePreview) -> list[str]:
    return [
        f"  {line.act.label}: {line.code} {line.name}" + (f" (← {', '.join(line.replaces)})" if line.replaces else ""),
        *(f"    ! {one.detail} / {one.detail_en}" for one in line.warnings),
        *(f"    {one.part.label}: {one.before or '–'} → {one.after or '–'}" for one in line.changes),
    ]


def _first(told: list[list[str]]) -> list[str]:
    """As many rows of the file as go on a screen, each whole, and how many more there are."""
    ends = accumulate(map(len, told))
    whole = max(1, sum(end <= SHOWN for end in ends))
    more = [f"  … và {len(told) - whole} dòng nữa / and {len(told) - whole} more (--json)"] if len(told) > whole else []
    return [*chain.from_iterable(told[:whole]), *more]
