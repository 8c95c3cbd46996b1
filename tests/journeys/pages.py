"""Every address of the house: who opens it, and with what in it. A new address must be placed here."""

from collections.abc import Callable, Iterator

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.dossiers.factories import BIRTH, BUILDING
from tests.dossiers.given import AT
from tests.journeys import desk_pages
from tests.journeys.kinds import EVERYBODY, HANDLERS, NOBODY, OVERSEERS, STAFF, Page, Seeded, plain

from motcua.catalogue.queries import parts
from motcua.dossiers.public import MOVES

#: Who reads the processes by which they decide.
BOUND = frozenset({"control", "official", "head", "leader"})
#: Who manages accounts.
MANAGERS = frozenset({"operator", "head", "leader"})

PAGES: dict[str, Page] = {
    # the public
    "front": Page(EVERYBODY, plain("front"), is_alike=True),
    "procedures": Page(EVERYBODY, plain("procedures", "", "?q=khai+sinh", "?q=khong+co+gi+het", "?viec=sinh-con"), is_alike=True),
    "procedure": Page(EVERYBODY, lambda _: [reverse("procedure", args=[code]) for code in (BIRTH, BUILDING)], is_alike=True),
    "checklist": Page(EVERYBODY, lambda _: [reverse("checklist", args=[code]) for code in (BUILDING, BIRTH)], is_alike=True),
    "open_data": Page(EVERYBODY, plain("open_data"), is_alike=True),
    "follow": Page(EVERYBODY, plain("follow", "?ma=DEMO.001-261116-0001"), is_alike=True),
    "accessibility": Page(EVERYBODY, plain("accessibility"), is_alike=True),
    "your_data": Page(EVERYBODY, plain("your_data"), is_alike=True),
    "account_login": Page(frozenset({NOBODY}), plain("account_login")),
    "account_inactive": Page(EVERYBODY, plain("account_inactive"), is_alike=True),
    # officials
    "my_work": Page(
        STAFF,
        plain(
            "my_work",
            "",
            "?loc=qua-han",
            "?loc=dang-cho",
            "?loc=hoi-y-kien",
            "?loc=lien-thong",
            "?loc=ca-don-vi",
            "?loc=ca-don-vi&q=tran",
            "?loc=cho-tra",
        ),
    ),
    "dossiers": Page(STAFF, plain("dossiers", "", "?so=qua-han", "?so=tiep-nhan&tu=2026-11-01")),
    "dossier": Page(
        HANDLERS | {"control", "inspector"}, lambda seeded: [reverse("dossier", args=[code]) for code in seeded.codes.values()]
    ),
    "choose_procedure": Page(frozenset({"counter"}), plain("choose_procedure", "", "?q=khai+sinh", "?q=khong+co+gi+het")),
    "intake": Page(frozenset({"counter"}), lambda _: [reverse("intake", args=[code]) for code in (BIRTH, BUILDING)]),
    "offline:front": Page(EVERYBODY, plain("offline:front"), is_alike=True),
    "offline:register": Page(frozenset({"counter"}), plain("offline:register", "", "?ngay=2026-11-16")),
    "search": Page(STAFF, plain("search", "", "?q=tran", "?q=khong+co+gi+het")),
    "overview": Page(OVERSEERS, plain("overview", "", "?xep=ten")),
    # accounts and the calendar
    "account": Page(STAFF, plain("account")),
    "account_logout": Page(STAFF, plain("account_logout"), is_alike=True),
    "account_change_password": Page(STAFF, plain("account_change_password"), is_alike=True),
    "user_accounts": Page(MANAGERS, plain("user_accounts", "", "?q=khong-co"), is_alike=True),
    "new_user_account": Page(MANAGERS, plain("new_user_account"), is_alike=True),
    "user_account": Page(MANAGERS, lambda seeded: [reverse("user_account", args=[seeded.ids["official"]])], is_alike=True),
    "calendar:this_year": Page(frozenset({"control", "operator"}), plain("calendar:this_year"), is_alike=True),
    "calendar:year": Page(frozenset({"control", "operator"}), lambda _: [reverse("calendar:year", args=[2026])], is_alike=True),
    "calendar:entry": Page(
        frozenset({"control", "operator"}), lambda seeded: [reverse("calendar:entry", args=[seeded.ids["day"]])]
    ),
    # processes
    "processes:drafts": Page(BOUND, plain("processes:drafts", "", "?tt=xong&q=khong-co")),
    "processes:new": Page(frozenset({"control"}), plain("processes:new")),
    "processes:procedure": Page(BOUND, lambda _: [reverse("processes:procedure", args=[BUILDING])]),
    "processes:draft": Page(frozenset({"control"}), lambda seeded: [reverse("processes:draft", args=[seeded.ids["process"]])]),
    "processes:agencies": Page(
        frozenset({"control"}), lambda seeded: [reverse("processes:agencies", args=[seeded.ids["process"]])]
    ),
}

KEEPERS = frozenset({"control"})
PAGES |= {
    "control": Page(frozenset({"control"}), plain("control")),
    "control_procedures": Page(KEEPERS, plain("control_procedures", "?loc=tat-ca", "?q=khong-co-gi"), is_alike=True),
    "control_procedure": Page(
        KEEPERS, lambda _: [reverse("control_procedure", args=[code]) for code in (BIRTH, BUILDING)], is_alike=True
    ),
    "control_paper": Page(KEEPERS, lambda _: [_paper()], is_alike=True),
    "control_property": Page(
        KEEPERS,
        lambda _: [reverse("control_property", args=[name]) + f"?ma={BIRTH}" for name in ("route", "competent")],
        is_alike=True,
    ),
    "control_check": Page(KEEPERS, plain("control_check"), is_alike=True),
    "control_edits": Page(KEEPERS, plain("control_edits", "", "?tt=refused"), is_alike=True),
    "control_edit": Page(KEEPERS, lambda seeded: [reverse("control_edit", args=[seeded.ids["edit"]])], is_alike=True),
    "control_dictionary": Page(
        KEEPERS, lambda _: [reverse("control_dictionary", args=[kind]) for kind in ("field", "group")], is_alike=True
    ),
    "control_word": Page(KEEPERS, lambda _: [reverse("control_word", args=["field", "ho-tich"])], is_alike=True),
    "control_charges": Page(KEEPERS, plain("control_charges"), is_alike=True),
    "control_decisions": Page(KEEPERS, plain("control_decisions", "", "?tt=cham", "?tt=withdrawn"), is_alike=True),
    "control_decision_new": Page(KEEPERS, plain("control_decision_new"), is_alike=True),
    "control_decision": Page(
        KEEPERS,
        lambda seeded: [
            reverse("control_decision", args=[seeded.ids[name]]) for name in ("unsigned_decision", "draft_decision", "decision")
        ],
    ),
    "control_decision_undo": Page(
        KEEPERS, lambda seeded: [reverse("control_decision_undo", args=[seeded.ids["decision"]])], is_alike=True
    ),
}

PAGES |= {
    "eforms:fill": Page(EVERYBODY, lambda _: [reverse("eforms:fill", args=[BIRTH])], is_alike=True),
    "eforms:forms": Page(frozenset({"control"}), plain("eforms:forms")),
    "eforms:version": Page(
        frozenset({"control"}),
        lambda seeded: [reverse("eforms:version", args=[seeded.ids[name]]) for name in ("form", "form_draft")],
    ),
    "eforms:preview": Page(
        frozenset({"control"}),
        lambda seeded: [reverse("eforms:preview", args=[seeded.ids["form"]]) + query for query in ("", "?mau=1")],
    ),
    "eforms:add_question": Page(
        frozenset({"control"}), lambda seeded: [reverse("eforms:add_question", args=[seeded.ids["form_draft"]])]
    ),
    "eforms:question": Page(
        frozenset({"control"}), lambda seeded: [reverse("eforms:question", args=[seeded.ids["form_draft"], "mother_name"])]
    ),
    "simplification:proposals": Page(
        frozenset({"control", "head", "official", "leader"}), plain("simplification:proposals", "", "?trang-thai=rejected")
    ),
    "simplification:prices": Page(frozenset({"control"}), plain("simplification:prices")),
    "simplification:proposal": Page(
        frozenset({"control", "head", "official", "leader"}),
        lambda seeded: [reverse("simplification:proposal", args=[seeded.ids["proposal"]])],
    ),
    "simplification:words": Page(
        frozenset({"control", "head", "official"}),
        lambda seeded: [reverse("simplification:words", args=[seeded.ids["proposal"]])],
        is_alike=True,
    ),
    "simplification:numbers": Page(
        frozenset({"control", "head", "official"}),
        lambda seeded: [reverse("simplification:numbers", args=[seeded.ids["proposal"]])],
        is_alike=True,
    ),
}

#: Addresses without a page of their own for GET, each with the reason.
ROOM_KEEPERS = frozenset({"head", "leader", "operator"})
ROOM_READERS = ROOM_KEEPERS | {"counter", "control", "inspector"}


def _of_centre(name: str, *queries: str) -> Callable[[Seeded], list[str]]:
    return lambda seeded: [reverse(name, args=[seeded.world.rach_gia_centre.id]) + query for query in (queries or ("",))]


def _coded(name: str, code: str) -> Callable[[Seeded], list[str]]:
    return lambda seeded: [reverse(name, args=[seeded.extra[code]])]


PAGES |= {
    # the waiting room
    "counters:waiting": Page(EVERYBODY, plain("counters:waiting"), is_alike=True),
    "counters:take": Page(EVERYBODY, _of_centre("counters:take"), is_alike=True),
    "counters:book": Page(EVERYBODY, _of_centre("counters:book", "", "?ngay=2026-11-17", "?ngay=2026-11-22"), is_alike=True),
    "counters:ticket": Page(EVERYBODY, _coded("counters:ticket", "ticket"), is_alike=True),
    "counters:slip": Page(EVERYBODY, _coded("counters:slip", "ticket"), is_alike=True),
    "counters:find_booking": Page(EVERYBODY, plain("counters:find_booking"), is_alike=True),
    "counters:booking": Page(EVERYBODY, _coded("counters:booking", "booking"), is_alike=True),
    "counters:pair": Page(EVERYBODY, plain("counters:pair"), is_alike=True),
    "counters:panel": Page(frozenset({"counter"}), plain("counters:panel")),
    "counters:rooms": Page(ROOM_READERS, plain("counters:rooms")),
    "counters:room": Page(ROOM_KEEPERS, _of_centre("counters:room"), is_alike=True),
    "counters:report": Page(ROOM_READERS, _of_centre("counters:report"), is_alike=True),
    "counters:tickets": Page(
        ROOM_READERS, _of_centre("counters:tickets", "", "?uu-tien=elderly", "?tt=cancelled"), is_alike=True
    ),
    "counters:cameras": Page(ROOM_KEEPERS | {"inspector"}, _of_centre("counters:cameras")),
}

NO_PAGE = {
    "offline:worker": "a script",
    "offline:status": "a word for the page without a line",
    "offline:data": "what the page without a line asks for",
    "offline:hold": "takes a button of the page without a line",
    "offline:give_back": "takes a button of the page without a line",
    "offline:hand_in": "takes what the page without a line kept",
    "offline:close": "takes a form of the register of held codes",
    "counters:kiosk": "a device's; tests/journeys/test_forty_people_on_a_monday_morning.py opens it",
    "counters:display": "a device's; tests/journeys/test_forty_people_on_a_monday_morning.py opens it",
    "counters:queue": "a part of the counter's page, which renews it",
    "counters:display_data": "what a display asks for",
    "counters:cancel_ticket": "takes a button of one's number",
    "counters:cancel_booking": "takes a button of an appointment",
    "counters:print_ticket": "takes a button of the counter",
    "counters:arrive": "takes a code typed at the counter",
    "counters:call_next": "takes a button of the counter",
    "counters:seat": "takes a button of the counter",
    "counters:move_ticket": "takes a button of the counter",
    "counters:open_room": "takes a button of the list of rooms",
    "counters:change": "takes the forms of a room",
    "counters:still": "a picture",
    "set_language": "takes what a button sends",
    "live": "a word for machines",
    "ready": "a word for machines",
    "component_sheet": "for makers; tests/ui/test_browser.py opens it",
    "desk": "leads to one's first door",
    "followed": "needs the number first; tests/journeys/test_browser_dossier.py opens it",
    "move": "one form a move; opened below by whoever may make it",
    "reveal": "takes the purpose from a form; opened below",
    "mfa_index": "the same address as account",
    "mfa_authenticate": "the second half of a sign-in; tests/organization opens it",
    "account_reauthenticate": "asks again for a password in the middle of something; tests/organization opens it",
    "mfa_reauthenticate": "asks again for a code in the middle of something; tests/organization opens it",
    "mfa_activate_totp": "asks for the password first; tests/organization opens it",
    "mfa_deactivate_totp": "only with a second factor; tests/organization opens it",
    "mfa_view_recovery_codes": "only with a second factor; tests/organization opens it",
    "mfa_generate_recovery_codes": "only with a second factor; tests/organization opens it",
    "record_absence": "takes a form of the account page",
    "end_absence": "takes a button of the account page",
    "revoke_token": "takes a button of the account page",
    "reset_user_password": "takes a button of a user's page",
    "deactivate_user": "takes a button of a user's page",
    "reactivate_user": "takes a button of a user's page",
    "remove_second_factor": "takes a button of a user's page",
    "end_role": "takes a button of a user's page",
    "procedure_suggestions": "a fragment under the search box; tests/journeys/test_browser_catalogue.py types into it",
    "procedure_jsonld": "a file",
    "open_data_csv": "a file",
    "open_data_set": "a file",
    "open_data_changes": "a feed",
    "control_procedures_csv": "a file",
    "control_dictionaries": "leads to the first dictionary",
    "control_end_charge": "a form of a fee rule; tests/catalogue/parts opens it",
    "control_edit_approve": "takes a button of an edit",
    "control_edit_refuse": "takes a form of an edit",
    "control_edit_withdraw": "takes a button of an edit",
    "control_decisions_csv": "a file",
    "control_decision_approve": "takes a button of a decision",
    "control_decision_sign": "takes a form of a draft",
    "control_decision_withdraw": "takes a button of a decision",
    "control_decision_post": "takes a form of a decision",
    "control_decision_law_day": "takes a form of a decision",
    "control_decision_cause": "takes a form of a decision",
    "eforms:document": "a file",
    "eforms:pin_again": "takes a button of the list",
    "eforms:next_draft": "takes a button of a form",
    "eforms:approve": "takes a form of a draft",
    "eforms:withdraw": "takes a form of a version",
    "eforms:ground": "takes a form of a draft",
    "eforms:pin": "takes a form of a draft",
    "eforms:unpin": "takes a button of a draft",
    "eforms:arrange": "takes buttons of a draft",
    "eforms:add_section": "takes a form of a draft",
    "eforms:section": "takes a form of a draft",
    "eforms:take_document": "takes a file for a draft",
    "simplification:export": "a file",
    "simplification:decide": "takes a form of a proposal",
    "simplification:approve_price": "takes a button of the prices",
    "simplification:carry_out": "takes a form of a proposal",
    "calendar:add": "takes a form of the calendar",
    "calendar:hours": "takes a form of the calendar",
    "calendar:replace": "takes a form of an entry",
    "calendar:withdraw": "takes a form of an entry",
    "try_draft": "takes the card of a draft; tests/processes/test_browser.py walks through it",
    "processes:move": "takes a button or a form of a draft",
    "processes:copy": "takes a form of a draft",
    "processes:draft_bpmn": "a file",
    "processes:draft_csv": "a file",
    "processes:process_bpmn": "a file",
    "processes:process_csv": "a file",
}


PAGES |= desk_pages.PAGES
NO_PAGE |= desk_pages.NO_PAGE


def names(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    """The name of every address that is mounted; those of the API have their own contract."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            if entry.namespace and entry.namespace.startswith("api"):
                continue
            yield from names(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name}"


def _paper() -> str:
    return reverse("control_paper", args=[BIRTH, parts.parts(BIRTH, on=AT.date()).papers[0].key])


#: Each move with a dossier on which it may be made, and by whom.
MOVE_FORMS = {
    "accept": ("counter", "submitted"), "refuse": ("counter", "submitted"), "forward": ("counter", "received"),
    "assign": ("head", "in_process"), "complete_step": ("official", "in_process"), "return_step": ("official", "in_process"),
    "consult": ("official", "in_process"), "answer_consultation": ("official at Sở Xây dựng", "consulted"),
    "involve": ("official", "in_process"), "complete_task": ("official at Sở Xây dựng", "involved"),
    "return_task": ("official at Sở Xây dựng", "involved"),
    "request_supplement": ("official", "in_process"), "receive_supplement": ("counter", "awaiting_supplement"),
    "require_payment": ("official", "in_process"), "settle_payment": ("official", "awaiting_payment"),
    "extend": ("head", "in_process"), "correct": ("counter", "in_process"), "change_return_way": ("counter", "in_process"), "apologise": ("head", "in_process"), "finish": ("clerk", "last_step"), "return_result": ("counter", "done"),
    "withdraw": ("counter", "in_process"), "stop": ("head", "in_process"),
}  # fmt: skip
#: "submit" begins a dossier: its form is the intake.
FORMLESS = {"submit"}


def move_names() -> set[str]:
    return {move.name for move in MOVES} - FORMLESS
