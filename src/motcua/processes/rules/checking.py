"""What is wrong with a process?

The four that the official functions name (a step without assignee, an endless loop, a branch without result, an undefined time),
what no dossier could run through, and a process longer than the law allows.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from motcua.processes.facts import Frame, Kind, Onward, Outcome, Place, Problem, Step
from motcua.processes.rules import lines
from motcua.processes.rules.durations import told

#: Roles that hold the steps of a dossier.
ROLES = ("counter", "official", "head", "leader", "clerk")
RESERVED = frozenset(onward.value for onward in Onward)
#: No internal process comes near; a form of more fields would be cut by the server.
MOST_STEPS = 40


def problems(steps: Sequence[Step], frame: Frame) -> tuple[Problem, ...]:
    """Everything that is wrong, errors before warnings, each with its row.

    Basis: Thông tư 11/2025/TT-BKHCN, function 9 (second-hand): step without assignee, endless loop, branch without result,
    undefined time; the rest is a house choice.
    """
    if not any(not step.beside for step in steps):
        return (Problem(code="no_step", vi="Quy trình chưa có bước nào.", en="The process has no step."),)
    if len(steps) > MOST_STEPS:
        vi, en = f"Quy trình có quá {MOST_STEPS} bước.", f"The process has more than {MOST_STEPS} steps."
        return (Problem(code="too_many_steps", vi=vi, en=en),)
    found = [*_rows(steps, frame), *_consultations(steps), *_lines(steps, frame), *_too_long(steps, frame), *_unsure(frame)]
    once = {(one.code, one.number, one.vi): one for one in found}
    return tuple(sorted(once.values(), key=lambda one: (one.is_warning, one.number)))


def stops(found: Sequence[Problem]) -> tuple[Problem, ...]:
    """Those that keep a process from going on.

    Basis: house choice.
    """
    return tuple(one for one in found if not one.is_warning)


def _rows(steps: Sequence[Step], frame: Frame) -> Iterator[Problem]:
    keys, known = Counter(step.key for step in steps), set(lines.cases_of((), frame.cases))
    for step in steps:
        say = _Row(step)
        if keys[step.key] > 1 or step.key in RESERVED:
            yield say("key_twice", f"mã bước «{step.key}» bị trùng", f"its key “{step.key}” is taken")
        if not step.name:
            yield say("no_name", "chưa có tên", "it has no name")
        if not step.kind:
            yield say("no_kind", "chưa chọn loại bước", "its kind is not chosen")
        if step.minutes <= 0:
            yield say("no_time", "chưa ghi thời gian", "its time is undefined")
        if step.case and step.case not in known:
            yield say("unknown_case", f"thủ tục không có trường hợp «{step.case}»", f"the procedure has no case “{step.case}”")
        yield from _assignee(step, say)


def _assignee(step: Step, say: "_Row") -> Iterator[Problem]:
    if step.role not in ROLES:
        yield say("no_role", "chưa rõ ai làm: chọn vai trò", "nobody does it: choose a role")
    if step.place == Place.AGENCY and step.agency_id is None and (not step.beside or not step.agency):
        yield say("no_agency", "chưa rõ cơ quan nào làm: chọn cơ quan", "no agency does it: choose one")
    at_counter = step.kind in {Kind.RECEIVE, Kind.RETURN}
    if at_counter and (step.place != Place.CENTRE or step.role not in {"counter", ""}):
        yield say("not_at_the_centre", "phải do cán bộ một cửa tại trung tâm làm", "it is done by counter staff at the centre")


def _consultations(steps: Sequence[Step]) -> Iterator[Problem]:
    main = {step.key: step for step in steps if not step.beside}
    for step in steps:
        say = _Row(step)
        if step.kind == Kind.CONSULT and not step.beside:
            yield say("hangs_nowhere", "lấy ý kiến trong bước nào: chọn bước", "it hangs on no step: choose one")
        if not step.beside:
            continue
        held = main.get(step.beside)
        if held is None or held.kind in {Kind.RECEIVE, Kind.RETURN}:
            yield say(
                "hangs_nowhere", "không có bước chính để lấy ý kiến cùng lúc", "there is no main step beside which it could run"
            )
            continue
        if step.kind not in {Kind.CONSULT, ""} or step.outcomes:
            yield say(
                "not_a_consultation",
                "chạy song song thì phải là lấy ý kiến, không rẽ nhánh",
                "what runs beside is a consultation without branches",
            )
        if held.case and step.case not in {"", held.case}:
            yield say("other_case", "thuộc trường hợp khác với bước chính", "it is of another case than its main step")
        if step.minutes > held.minutes > 0:
            vi, en = f"lâu hơn bước chính «{held.name}»", f"it takes longer than its main step “{held.name}”"
            yield say("consultation_longer", vi, en, is_warning=True)


def _lines(steps: Sequence[Step], frame: Frame) -> Iterator[Problem]:
    for case in lines.cases_of(steps, frame.cases):
        of_case = lines.line(steps, case)
        if not of_case:
            vi, en = f"Trường hợp «{case}» không có bước nào.", f"The case “{case}” has no step."
            yield Problem(code="no_step", vi=vi, en=en)
            continue
        yield from _ends(of_case)
        yield from _branches(steps, of_case)
        yield from _ways(of_case)


def _ends(of_case: Sequence[Step]) -> Iterator[Problem]:
    first, last = of_case[0], of_case[-1]
    if first.kind != Kind.RECEIVE:
        yield _Row(first)("not_received_first", "là bước đầu nên phải là tiếp nhận", "it is the first step and must be reception")
    if last.kind != Kind.RETURN:
        yield _Row(last)(
            "not_returned_last",
            "là bước cuối nên phải là trả kết quả",
            "it is the last step and must be the return of the result",
        )
    for step in of_case[1:-1]:
        if step.kind in {Kind.RECEIVE, Kind.RETURN}:
            yield _Row(step)(
                "in_between", "tiếp nhận chỉ ở đầu, trả kết quả chỉ ở cuối", "reception is first only, and return last only"
            )
    if len(of_case) < 3:
        yield _Row(last)(
            "nothing_between", "giữa tiếp nhận và trả kết quả chưa có bước nào", "there is no step between reception and return"
        )


def _branches(steps: Sequence[Step], of_case: Sequence[Step]) -> Iterator[Problem]:
    held, named = {step.key for step in of_case}, {step.key for step in steps}
    for step in of_case:
        labels = Counter(outcome.label for outcome in step.outcomes if outcome.label)
        for label in [label for label, count in labels.items() if count > 1]:
            yield _Row(step)("branch_twice", f"hai nhánh cùng tên «{label}»", f"two of its branches are called “{label}”")
        for outcome in step.outcomes:
            yield from _branch(_Row(step), outcome, held, named)
            if step.kind == Kind.RECEIVE and outcome.target in {Onward.END, of_case[-1].key}:
                yield _Row(step)(
                    "ends_at_reception",
                    f"nhánh «{outcome.label}» kết thúc khi chưa ai giải quyết: dẫn đến bước giải quyết, hoặc từ chối",
                    f"its branch “{outcome.label}” ends what nobody has decided: lead it to a step that does, or to a refusal",
                )


def _branch(say: "_Row", outcome: Outcome, held: set[str], named: set[str]) -> Iterator[Problem]:
    if not outcome.label:
        yield say("branch_without_name", "có nhánh chưa có tên kết quả", "one of its branches has no name")
    if not outcome.target or outcome.target not in RESERVED | named:
        yield say(
            "branch_without_result", f"nhánh «{outcome.label}» chưa rõ đi đâu", f"its branch “{outcome.label}” leads nowhere"
        )
    elif outcome.target not in RESERVED | held:
        vi = f"nhánh «{outcome.label}» dẫn đến bước của trường hợp khác hoặc bước lấy ý kiến"
        yield say("branch_to_other_case", vi, f"its branch “{outcome.label}” leads to a step of another case or a consultation")


def _ways(of_case: Sequence[Step]) -> Iterator[Problem]:
    """Which steps cannot be reached, and from which there is no way out?"""
    onward = {step.number: _onward(step, of_case) for step in of_case}
    reached = _closure({of_case[0].number}, lambda number: onward[number])
    leaving = {number for number, places in onward.items() if _OUT in places}
    back: dict[int, set[int]] = {number: set() for number in onward}
    for number, places in onward.items():
        for place in places - {_OUT}:
            back[place].add(number)
    ending = _closure(leaving, lambda number: back[number])
    for step in of_case:
        if step.number not in reached:
            yield _Row(step)("unreachable", "không bước nào dẫn đến", "no step leads to it")
        elif step.number not in ending:
            yield _Row(step)("endless_loop", "đi vòng mãi, không có lối kết thúc", "it goes round for ever without a way out")


_OUT = 0


def _onward(step: Step, of_case: Sequence[Step]) -> set[int]:
    """The numbers of the steps that may come next; 0 is the end. Waiting for a supplement leads back here, not out."""
    if not step.outcomes:
        after = lines.following(step, of_case)
        return {after.number if after else _OUT}
    places = set()
    for outcome in step.outcomes:
        after = lines.leads_to(outcome, step, of_case)
        if after is not None and after.kind == Kind.RECEIVE:
            continue  # back at reception it waits for the applicant
        if after is not None:
            places.add(after.number)
        elif outcome.target in {Onward.NEXT, Onward.REFUSE, Onward.END}:
            places.add(_OUT)
    return places


def _closure(start: set[int], onward: Callable[[int], set[int]]) -> set[int]:
    found, open_ = set(start), list(start)
    while open_:
        for place in onward(open_.pop()):
            if place != _OUT and place not in found:
                found.add(place)
                open_.append(place)
    return found


_EN = ("d", "h", "min")


def _too_long(steps: Sequence[Step], frame: Frame) -> Iterator[Problem]:
    for total in lines.sums(steps, frame):
        if total.is_too_long and total.allowed is not None:
            of_vi, of_en = (f" của trường hợp «{total.case}»", f" of the case “{total.case}”") if total.case else ("", "")
            yield Problem(
                code="too_long",
                vi=f"Tổng thời gian các bước{of_vi} là {told(total.minutes)}, dài hơn thời hạn của thủ tục ({told(total.allowed)} làm việc).",
                en=f"The steps{of_en} take {told(total.minutes, _EN)} of work together, longer than the limit of the procedure ({told(total.allowed, _EN)}).",
            )


def _unsure(frame: Frame) -> Iterator[Problem]:
    if frame.allowed is None:
        vi = "Thủ tục chưa công bố thời hạn nên không so được tổng thời gian."
        yield Problem(code="no_limit", vi=vi, en="The procedure publishes no limit to compare with.", is_warning=True)
    elif frame.limits_by_case:
        vi = "Thủ tục công bố nhiều thời hạn; tổng thời gian được so với thời hạn chung."
        yield Problem(
            code="several_limits",
            vi=vi,
            en="The procedure publishes several limits; the general one is compared.",
            is_warning=True,
        )


class _Row:
    """Says what is wrong with one row."""

    def __init__(self, step: Step) -> None:
        self._step = step

    def __call__(self, code: str, vi: str, en: str, *, is_warning: bool = False) -> Problem:
        number, name = self._step.number, self._step.name
        named = f" «{name}»" if name else "", f" “{name}”" if name else ""
        return Problem(
            code=code,
            vi=f"Bước {number}{named[0]}: {vi}.",
            en=f"Step {number}{named[1]}: {en}.",
            number=number,
            is_warning=is_warning,
        )
