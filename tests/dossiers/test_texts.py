"""What people write about a dossier stays off the journal, and is shown to whom the persons are shown, beside its fact."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.dossiers import given
from tests.dossiers.given import Lives, World, vn
from tests.dossiers.pages import Browser
from tests.dossiers.worlds import Now

from motcua.dossiers import public as dossiers
from motcua.dossiers.models import Step
from motcua.dossiers.public import MOVES, Channel, Outcome
from motcua.journal import public as journal

#: Somebody's name and number, as they slip into a sentence.
TOLD = "bà Thủy 0918 012 264"
TEXTS: dict[str, tuple[str, dict[str, Any]]] = {
    "refuse": ("filed", {"reason": f"Từ chối {TOLD}"}),
    "complete_step": ("in_process", {"note": f"Ghi chú {TOLD}"}),
    "return_step": ("at_last_step", {"reason": f"Trả lại {TOLD}"}),
    "consult": ("in_process", {"content": f"Hỏi về {TOLD}", "due_at": vn("2026-11-20 17:00")}),
    "answer_consultation": ("consulted", {"answer": f"Đồng ý với {TOLD}", "agrees": True}),
    "request_supplement": ("in_process", {"reason": f"Thiếu của {TOLD}", "items": [f"Căn cước {TOLD}", "Bản vẽ"]}),
    "receive_supplement": ("awaiting_supplement", {"papers": (dossiers.Paper(name=f"Căn cước {TOLD}"),)}),
    "require_payment": ("in_process", {"reason": f"Phí của {TOLD}", "amount": Decimal(1000)}),
    "settle_payment": ("awaiting_payment", {"evidence": f"Biên lai {TOLD}"}),
    "extend": ("in_process", {"reason": f"Xác minh {TOLD}", "new_day": date(2026, 11, 27)}),
    "apologise": ("overdue", {"reason": f"Chờ {TOLD}", "expected_on": date(2026, 11, 27), "at": vn("2026-11-25 09:00")}),
    "correct": (
        "in_process",
        {"reason": f"Sửa cho {TOLD}", "persons": (dossiers.Correction(address="nhà bà Thủy", phone="0918 012 265"),)},
    ),
    "finish": ("at_last_step", {"note": f"Số 12 {TOLD}", "reason": f"Tranh chấp với {TOLD}", "outcome": Outcome.REFUSED}),
    "return_result": ("done", {"evidence": f"Ký nhận {TOLD}"}),
    "change_return_way": ("in_process", {"reason": f"Đổi theo {TOLD}", "return_way": Channel.ONLINE}),
    "withdraw": ("in_process", {"reason": f"Rút theo {TOLD}"}),
    "stop": ("in_process", {"reason": f"Dừng của {TOLD}"}),
    "return_task": ("involved", {"reason": f"Không thuộc phần việc, xem {TOLD}"}),
}
#: What the page says beside the fact; the rest stands elsewhere on it.
BESIDE_FACT = (
    "refuse",
    "return_step",
    "require_payment",
    "settle_payment",
    "extend",
    "apologise",
    "correct",
    "finish",
    "return_result",
    "change_return_way",
    "withdraw",
    "stop",
)


def made(world: World, life: Lives, move: str) -> int:
    stage, arguments = TEXTS[move]
    dossier = life.in_process() if stage == "consulted" else getattr(life, stage)()
    if stage == "consulted":
        life.do("consult", dossier, agency_id=world.police.id, content="?", due_at=vn("2026-11-20 17:00"))
    more = {"agency_id": world.police.id} if move == "consult" else {}
    actor = world.who("official", world.police) if move in {"answer_consultation", "return_task"} else None
    life.do(move, dossier, actor=actor, **arguments, **more)
    return int(dossier)


def test_every_move_that_takes_words_is_proven_here() -> None:
    words = {"reason", "note", "evidence", "content", "answer", "items", "papers", "waive_reason"}
    assert {m.name for m in MOVES if m.name != "submit" and words & frozenset().union(*dossiers.arguments_of(m.name))} == set(
        TEXTS
    )


@pytest.mark.parametrize("move", sorted(TEXTS))
def test_no_word_that_somebody_wrote_is_in_the_journal(world: World, life: Lives, move: str) -> None:
    dossier = made(world, life, move)

    for fact in journal.history(f"dossier:{dossier}"):
        assert not {"Thủy", "0918"} & set(str(fact.payload).replace("'", " ").split())


def test_no_word_of_going_on_without_an_answer_is_in_the_journal(world: World, life: Lives) -> None:
    dossier = life.in_process()
    life.do("consult", dossier, agency_id=world.police.id, content="?", due_at=vn("2026-11-20 17:00"))

    life.do("complete_step", dossier, waive_reason=f"Không chờ {TOLD}")

    assert "Thủy" not in str(journal.history(f"dossier:{dossier}")[-1].payload)
    assert given.dossier_detail(dossier).consultations[0].waived_reason == f"Không chờ {TOLD}"


def test_the_same_words_on_two_dossiers_have_different_digests(world: World, life: Lives) -> None:
    one, other = (journal.history(f"dossier:{made(world, life, 'stop')}")[-1].payload["reason_digest"] for _ in range(2))

    assert one != other


@pytest.mark.parametrize("move", BESIDE_FACT)
def test_the_page_says_the_words_beside_their_fact(world: World, life: Lives, now: Now, move: str) -> None:
    dossier = made(world, life, move)

    page = Browser(world.who("head", world.rach_gia)).open(f"/can-bo/ho-so/{given.code(dossier)}/")

    assert TOLD in page.text.partition('class="facts"')[2].partition("</ol>")[0]


@pytest.mark.parametrize("move", sorted(TEXTS))
def test_who_does_not_know_the_persons_reads_no_word_about_them(world: World, life: Lives, now: Now, move: str) -> None:
    dossier = made(world, life, move)

    page = Browser(world.who("reform", world.office)).open(f"/can-bo/ho-so/{given.code(dossier)}/")

    assert not {"Thủy", "0918"} & set(page.words.split())
    assert "không còn khớp" not in page.text


def test_the_counter_that_takes_a_supplement_in_reads_what_was_asked_and_nothing_else(
    world: World, life: Lives, now: Now
) -> None:
    dossier = life.in_process()
    life.do("complete_step", dossier, note=f"Ghi chú {TOLD}")
    life.do("return_step", dossier, reason=f"Trả lại {TOLD}")
    life.do("request_supplement", dossier, reason="Thiếu bản vẽ", items=["Bản vẽ móng"])

    page = Browser(world.who("counter", world.phu_quoc_centre)).open(f"/can-bo/ho-so/{given.code(dossier)}/")

    page.says("Thiếu bản vẽ", "Bản vẽ móng")
    assert "0918" not in page.words


def test_words_that_were_changed_behind_the_journal_are_not_shown_as_if_they_were_said(
    world: World, life: Lives, now: Now
) -> None:
    dossier = made(world, life, "stop")
    Step.objects.filter(dossier=dossier, outcome="stop").update(note="Lý do khác")

    page = Browser(world.who("head", world.rach_gia)).open(f"/can-bo/ho-so/{given.code(dossier)}/")

    page.says("không còn khớp với nhật ký")
