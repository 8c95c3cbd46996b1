"""What changed between two states of the steps, in words?"""

from collections.abc import Sequence

from motcua.processes.facts import Kind, Step
from motcua.processes.rules.durations import written

_FIELDS = (
    ("name", "tên"), ("kind", "loại bước"), ("role", "vai trò"), ("place", "nơi làm"), ("agency_id", "cơ quan"), ("agency", "cơ quan"),
    ("work", "nội dung"), ("document", "biểu mẫu, kết quả"), ("minutes", "thời gian"), ("case", "trường hợp"), ("beside", "song song với bước"),
    ("outcomes", "các nhánh"),
)  # fmt: skip


def changes(before: Sequence[Step], after: Sequence[Step]) -> tuple[str, ...]:
    """One sentence for each row that came, went, moved or says something else.

    Basis: house choice (a step is the same as long as its key is).
    """
    old, new = {step.key: step for step in before}, {step.key: step for step in after}
    found = [f"Bỏ bước «{_name(step)}»" for key, step in old.items() if key not in new]
    for key, step in new.items():
        if key not in old:
            found.append(f"Thêm bước {step.number} «{_name(step)}»")
        elif told := _told(old[key], step):
            found.append(f"Bước {step.number} «{_name(step)}»: {told}")
    stayed = [key for key in old if key in new]
    if stayed != [key for key in new if key in old]:
        found.append("Đổi thứ tự các bước")
    return tuple(found)


def _name(step: Step) -> str:
    return step.name or (Kind(step.kind).label if step.kind else "chưa đặt tên")


def _told(old: Step, new: Step) -> str:
    differ = dict.fromkeys(label for name, label in _FIELDS if getattr(old, name) != getattr(new, name))
    if old.minutes != new.minutes:
        differ = {
            (f"thời gian {written(old.minutes) or '0'} → {written(new.minutes) or '0'}" if one == "thời gian" else one): None
            for one in differ
        }
    return ", ".join(differ)
