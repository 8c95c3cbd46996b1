"""May a verification be planned, recorded or put off?"""

from datetime import datetime

from motcua.drafting.facts import Held, Minutes, Plan
from motcua.foundation.errors import Invalid, NotPossible


class BadPlan(Invalid):
    code = "bad_verification_plan"
    vi = "Lịch xác minh cần nơi và giờ sau lúc này."
    en = "A verification needs a place and a time after this moment."


class BadMinutes(Invalid):
    code = "bad_verification_record"
    vi = "Biên bản cần giờ tiến hành (không sau lúc này), người tham dự, nội dung và kết luận."
    en = "A record needs when it was held (not after this moment), who attended, the content and the conclusion."


class AlreadySettled(NotPossible):
    code = "verification_settled"
    vi = "Lần xác minh này {state} rồi. Muốn xác minh nữa thì hẹn lần mới."
    en = "This verification is settled already ({state_en}). Plan a new one to verify again."


def require_plan(plan: Plan, *, at: datetime) -> None:
    """Raises BadPlan.

    Basis: NĐ 61/2018 Điều 19(3) (time and place of a verification go into the system).
    """
    if not plan.place.strip() or plan.planned_at <= at:
        raise BadPlan


def require_minutes(minutes: Minutes, *, at: datetime) -> None:
    """Raises BadMinutes.

    Basis: NĐ 61/2018 Điều 19(3) (attendees and content of a verification go into the system).
    """
    if minutes.held_at > at or not all(text.strip() for text in (minutes.attendees, minutes.content, minutes.conclusion)):
        raise BadMinutes


def require_planned(state: Held) -> None:
    """Raises AlreadySettled.

    Basis: house choice (a record is written once).
    """
    if state is not Held.PLANNED:
        raise AlreadySettled(state=state.label.lower(), state_en=state.value)
