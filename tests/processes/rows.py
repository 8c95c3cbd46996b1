"""Steps as rows, and strategies for whole processes."""

from typing import Any

from hypothesis import strategies as st

from motcua.processes.facts import Frame, Outcome, Step
from motcua.processes.rules.written_steps import numbered

CASES = ("Cấp mới", "Cấp lại")
FIVE_DAYS = Frame(allowed=5 * 480)


def step(kind: str = "examine", **more: Any) -> Step:
    at_counter = kind in {"receive", "return"}
    values = {"key": kind, "name": f"Việc {kind}", "role": "counter" if at_counter else "official", "minutes": 60}
    return Step(number=0, kind=kind, **(values | {"place": "centre" if at_counter else "competent"} | more))


def table(*steps: Step) -> tuple[Step, ...]:
    return numbered(steps)


def plain(**changes: Any) -> tuple[Step, ...]:
    """Reception, examination, signature, return: nothing wrong with it."""
    return table(step("receive"), step("examine", **changes), step("sign", role="leader"), step("return"))


def outcomes(*pairs: tuple[str, str]) -> tuple[Outcome, ...]:
    return tuple(Outcome(label=label, target=target) for label, target in pairs)


_WORDS = st.text(
    st.characters(whitelist_categories=["Lu", "Ll", "Nd"], whitelist_characters=" <&\"'"), min_size=1, max_size=20
).map(lambda words: " ".join(words.split()) or "x")


@st.composite
def processes(draw: st.DrawFn) -> tuple[Step, ...]:
    """Processes of every shape that the table can say, with consultations, cases, branches forward and back."""
    count = draw(st.integers(3, 8))
    keys = [f"b{place}" for place in range(count)]
    rows = []
    for place, key in enumerate(keys):
        kind = (
            "receive" if place == 0 else "return" if place == count - 1 else draw(st.sampled_from(["examine", "review", "sign"]))
        )
        case = draw(st.sampled_from(["", "", *CASES])) if 0 < place < count - 1 else ""
        ways = draw(st.lists(st.tuples(_WORDS, st.sampled_from(["next", "supplement", "refuse", "end"])), max_size=3))
        if not case and place:
            back = [(label, keys[draw(st.integers(0, place - 1))]) for label in draw(st.lists(_WORDS, max_size=1))]
            ways += [(label, key) for label, key in back if not rows[keys.index(key)].case]
        more = {name: draw(st.one_of(st.just(""), _WORDS)) for name in ("work", "document", "agency")}
        rows.append(
            step(kind, key=key, name=draw(_WORDS), case=case, outcomes=outcomes(*ways), minutes=draw(st.integers(0, 999)), **more)
        )
        if 0 < place < count - 1 and draw(st.booleans()):
            rows.append(
                step(
                    "consult",
                    key=f"c{place}",
                    beside=key,
                    case=case,
                    name=draw(_WORDS),
                    agency_id=draw(st.sampled_from([None, 7])),
                )
            )
    return table(*rows)
