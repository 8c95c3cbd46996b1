"""What changed between two states of the steps, in words?"""

from collections.abc import Sequence

from motcua.processes.facts import Kind, Step
from motcua.processes.rules.durations import written

_FIELDS = (
    ("name", "tên", "name"), ("kind", "loại bước", "kind"), ("role", "vai trò", "role"), ("place", "nơi làm", "place"),
    ("agency_id", "cơ quan", "agency"), ("agency", "cơ quan", "agency"), ("work", "nội dung", "work"),
    ("document", "biểu mẫu, kết quả", "document"), ("case", "trường hợp", "case"), ("beside", "song song với bước", "runs beside"),
    ("outcomes", "các nhánh", "branches"),
)  # fmt: skip


def changes(before: Sequence[Step], after: Sequence[Step]) -> tuple[tuple[str, str], ...]:
    """One sentence, in Vietnamese and in English, for each row that came, went, moved or says something else.

    Basis: house choice (a step is the same as long as its key is).
    """
    old, new = {step.key: step for step in before}, {step.key: step for step in after}
    found = [(f"Bỏ bước «{_name(step)}»", f"Step “{_name(step)}” taken out") for key, step in old.items() if key not in new]
    for key, step in new.items():
        where = f"{step.number} «{_name(step)}»", f"{step.number} “{_name(step)}”"
        if key not in old:
            found.append((f"Thêm bước {where[0]}", f"Step {where[1]} added"))
        elif told := _told(old[key], step):
            vi, en = (", ".join(dict.fromkeys(words)) for words in zip(*told, strict=True))
            found.append((f"Bước {where[0]}: {vi}", f"Step {where[1]}: {en}"))
    if [key for key in old if key in new] != [key for key in new if key in old]:
        found.append(("Đổi thứ tự các bước", "The order of the steps changed"))
    return tuple(found)


def _name(step: Step) -> str:
    return step.name or (Kind(step.kind).label if step.kind else "…")


def _told(old: Step, new: Step) -> list[tuple[str, str]]:
    told = [(vi, en) for name, vi, en in _FIELDS if getattr(old, name) != getattr(new, name)]
    if old.minutes != new.minutes:
        was, now = (written(minutes) or "0" for minutes in (old.minutes, new.minutes))
        told.append((f"thời gian {was} → {now}", f"time {was} → {now}"))
    return told
