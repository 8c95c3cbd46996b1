"""By which day must a decision be signed and posted, how late was it, and whose fault was that?

The limits are rows of data (`data/publication_clock.csv`), with the law's reading and the national portal's beside each other.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from motcua.catalogue.facts import Cause, DecisionAbout, DecisionLevel, Fault, Timing
from motcua.foundation.confidence import Confidence

#: The count-th working day after a day, before it where the count is negative; None outside the calendar.
Workday = Callable[[date, int], date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationRule:
    """`level` and `shortened` None: for all."""

    rule: str
    reading: str
    days: int
    unit: str
    level: str
    shortened: bool | None
    valid_from: date
    valid_to: date | None
    basis: str
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The rules, and how working days are counted."""

    rules: Sequence[PublicationRule]
    workday: Workday

    #: The day as of which is asked: its rules hold for what is not signed yet.
    on: date

    def rule(self, name: str, about: DecisionAbout, *, reading: str = "law", level: str = "") -> PublicationRule | None:
        """The rule that holds on the day of signing, the latest first.

        Basis: house choice (lex posterior).
        """
        signed_on = about.signed_on or self.on
        held = [
            rule
            for rule in self.rules
            if (rule.rule, rule.reading) == (name, reading)
            and rule.level in {"", level or about.level.value}
            and rule.shortened in {None, about.shortened}
            and rule.valid_from <= signed_on
            and (rule.valid_to is None or signed_on < rule.valid_to)
        ]
        return max(held, key=lambda rule: rule.valid_from, default=None)

    def moved(self, day: date | None, rule: PublicationRule | None, direction: int) -> date | None:
        """A day moved by the days of a rule; None: there is no such day, or no rule.

        Basis: Bộ luật Dân sự 2015 Điều 147.
        """
        if rule is None or day is None:
            return None
        if rule.unit == "working_days":
            return self.workday(day, direction * rule.days)
        return day + timedelta(days=direction * rule.days)


def timing(about: DecisionAbout, *, posted_on: date | None, cause: Cause | None, clock: Clock) -> Timing:
    """How a decision kept to the clock, as seen on its day. What is not signed yet is not late: it has a last day to be signed.

    Basis: Nghị định 63/2010/NĐ-CP Điều 15, 24 (signing before effect, posting after signing).
    """
    sign_rule, sign_by = _sign_by(about, cause, clock)
    post_rule = clock.rule("post_after_signing", about)
    post_by = clock.moved(about.signed_on, post_rule, 1)
    late = _days_after(sign_by, about.signed_on)
    portal_sign = clock.moved(about.clock_day, clock.rule("sign_before_effect", about, reading="portal"), -1)
    portal_post = clock.moved(about.signed_on, clock.rule("post_after_signing", about, reading="portal"), 1)
    return Timing(
        sign_by=sign_by,
        sign_late=late,
        sign_fault=_fault(about, sign_by, cause, clock) if late else Fault.NOBODY,
        sign_basis=sign_rule.basis if sign_rule else "",
        post_by=post_by,
        post_late=_days_after(post_by, posted_on or clock.on),
        post_basis=post_rule.basis if post_rule else "",
        portal_signed_in_time=about.signed_on <= portal_sign if about.signed_on and portal_sign else None,
        portal_posted_in_time=_posted_in_time(portal_post, posted_on, clock.on),
    )


def _sign_by(about: DecisionAbout, cause: Cause | None, clock: Clock) -> tuple[PublicationRule | None, date | None]:
    if about.shortened:
        rule = clock.rule("sign_after_issue", about)
        return rule, clock.moved(cause.signed_on, rule, 1) if cause else None
    rule = clock.rule("sign_before_effect", about)
    return rule, clock.moved(about.clock_day, rule, -1)


def _fault(about: DecisionAbout, sign_by: date | None, cause: Cause | None, clock: Clock) -> Fault:
    """A ministry that signed too late itself, or whose decision came after the province's last day, excuses the province.

    Basis: Nghị định 63/2010/NĐ-CP Điều 15 (the ministry's decision comes first); house choice (only with proof on record).
    """
    if cause is None or about.level is not DecisionLevel.PROVINCE or about.shortened:
        return Fault.ISSUER
    ministry_by = clock.moved(about.clock_day, clock.rule("sign_before_effect", about, level=DecisionLevel.MINISTRY.value), -1)
    signed_late = ministry_by is not None and cause.signed_on > ministry_by
    came_late = sign_by is not None and cause.received_on > sign_by
    return Fault.MINISTRY if signed_late or came_late else Fault.ISSUER


def _days_after(by: date | None, done: date | None) -> int:
    return max(0, (done - by).days) if by and done else 0


def _posted_in_time(by: date | None, posted_on: date | None, on: date) -> bool | None:
    """While there is still time, nothing can be said yet."""
    if by is None or (posted_on is None and on <= by):
        return None
    return posted_on is not None and posted_on <= by
