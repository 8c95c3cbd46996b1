"""The door of the dossiers room."""

from motcua.dossiers.facts import (
    CLOSED,
    PRESSING,
    SOON,
    WAITING,
    Asked,
    Channel,
    ConsentWay,
    Correction,
    DossierMoved,
    Handover,
    Holder,
    Outcome,
    Paper,
    Part,
    Person,
    Receiver,
    ResultPaper,
    Segment,
    State,
    Verdict,
    Way,
    is_refused,
)
from motcua.dossiers.operations.codes import OnReceipt, give_back_codes, hold_codes
from motcua.dossiers.operations.consulting.consult import answer_consultation, consult_agency
from motcua.dossiers.operations.correct import correct_dossier, open_for_correction
from motcua.dossiers.operations.end import close_unanswered, stop_dossier, withdraw_dossier
from motcua.dossiers.operations.file import Filing, file_dossier
from motcua.dossiers.operations.files.checking import FilesUnsound
from motcua.dossiers.operations.following import follow_dossier
from motcua.dossiers.operations.intake.counter import InProcessAlready, fill_from_known, receive_at_counter
from motcua.dossiers.operations.locking import hold_ended, lock_dossier, unlock_dossier
from motcua.dossiers.operations.looks import record_look, reveal_numbers
from motcua.dossiers.operations.moving import MovedMeanwhile, hold_for_work, in_turn
from motcua.dossiers.operations.owed.prints import print_all
from motcua.dossiers.operations.owed.register import write_asked_register
from motcua.dossiers.operations.perform import Answered, arguments_of, perform, perform_many
from motcua.dossiers.operations.persons import is_email
from motcua.dossiers.operations.process import (
    apologise_for_lateness,
    assign_step,
    complete_step,
    extend_due_time,
    finish_dossier,
    return_step,
)
from motcua.dossiers.operations.receive import accept_dossier, forward_dossier, refuse_dossier
from motcua.dossiers.operations.recount.calendar_edit import move_promises_off
from motcua.dossiers.operations.recount.incidents import count_incidents
from motcua.dossiers.operations.requests import KeyUsedForAnother, RequestKey, forget_requests
from motcua.dossiers.operations.results.handing import change_return_way, return_result
from motcua.dossiers.operations.sets.file_many import check_many, file_many
from motcua.dossiers.operations.supplement import receive_supplement, request_supplement, require_payment, settle_payment
from motcua.dossiers.queries.chains import chains_cut
from motcua.dossiers.queries.competence import competent_agencies
from motcua.dossiers.queries.corrections import corrections_by_agency, corrections_by_person
from motcua.dossiers.queries.detail import (
    NotFollowed,
    OpenedBy,
    dossier_fact,
    dossier_for_follower,
    dossier_for_staff,
    dossier_unlocked,
    id_of,
    opened_by,
    persons_of,
)
from motcua.dossiers.queries.intake.cases import usual_cases, usual_procedures
from motcua.dossiers.queries.intake.desks import require_desk
from motcua.dossiers.queries.intake.known import Beside, Known, running_beside
from motcua.dossiers.queries.looks import looks_by_agency, looks_by_person
from motcua.dossiers.queries.overview import tally, unit_counts
from motcua.dossiers.queries.papers.packaged import need_not_sign
from motcua.dossiers.queries.papers.returns import returned_by_unit, returned_dossiers
from motcua.dossiers.queries.papers.supplementing import Askable, askable
from motcua.dossiers.queries.promises import days_counted, hand_over_by, promise
from motcua.dossiers.queries.results.papers import next_numbers
from motcua.dossiers.queries.search import dossiers, overdue_count, running_matters, search
from motcua.dossiers.queries.standings import standings
from motcua.dossiers.queries.takers import takers
from motcua.dossiers.queries.texts import texts_of
from motcua.dossiers.queries.watching.ended import Ended, all_ended_unlocked, ended, ended_unlocked, open_consultations
from motcua.dossiers.queries.watching.finished import Finished, finished
from motcua.dossiers.queries.watching.loads import Load, due_by_day, loads
from motcua.dossiers.queries.watching.open_work import Lying, OpenWork, Unanswered, lines_by_id, lying, open_work, unanswered
from motcua.dossiers.queries.watching.unit_time import Share, UnitTime, unit_time
from motcua.dossiers.queries.worklist import BOUND, Choices, Filter, Narrowed, choices, counts, worklist
from motcua.dossiers.rules.intake.cards import CardNotRead, read_card
from motcua.dossiers.rules.ledger import shares
from motcua.dossiers.rules.lifecycle import MOVES, Move
from motcua.dossiers.rules.locking import KEEPERS, OPENERS, DossierLocked, NotEnded, NotItsKeeper, NotLocked, keeps
from motcua.dossiers.rules.numbers import holds_number, is_id_number, is_phone
from motcua.dossiers.rules.permissions import HANDLERS, LEADING, REGISTER_KEEPERS, heads_correction, possible
from motcua.dossiers.rules.supplementing import AskedItem, Lack
from motcua.dossiers.shown import (
    AgencyLooked,
    Chosen,
    CorrectionShown,
    CorrectionTold,
    Counted,
    DossierDetail,
    DossierFact,
    DossierLine,
    LookShown,
    UnitCount,
    WorkRow,
    look_of,
)
from motcua.dossiers.shown.timing import TimeLeft, bar, supplement_by, time_of

__all__ = [
    "BOUND",
    "CLOSED",
    "HANDLERS",
    "KEEPERS",
    "LEADING",
    "MOVES",
    "OPENERS",
    "PRESSING",
    "REGISTER_KEEPERS",
    "SOON",
    "WAITING",
    "AgencyLooked",
    "Answered",
    "Askable",
    "Asked",
    "AskedItem",
    "Beside",
    "CardNotRead",
    "Channel",
    "Choices",
    "Chosen",
    "ConsentWay",
    "Correction",
    "CorrectionShown",
    "CorrectionTold",
    "Counted",
    "DossierDetail",
    "DossierFact",
    "DossierLine",
    "DossierLocked",
    "DossierMoved",
    "Ended",
    "FilesUnsound",
    "Filing",
    "Filter",
    "Finished",
    "Handover",
    "Holder",
    "InProcessAlready",
    "KeyUsedForAnother",
    "Known",
    "Lack",
    "Load",
    "LookShown",
    "Lying",
    "Move",
    "MovedMeanwhile",
    "Narrowed",
    "NotEnded",
    "NotFollowed",
    "NotItsKeeper",
    "NotLocked",
    "OnReceipt",
    "OpenWork",
    "OpenedBy",
    "Outcome",
    "Paper",
    "Part",
    "Person",
    "Receiver",
    "RequestKey",
    "ResultPaper",
    "Segment",
    "Share",
    "State",
    "TimeLeft",
    "Unanswered",
    "UnitCount",
    "UnitTime",
    "Verdict",
    "Way",
    "WorkRow",
    "accept_dossier",
    "all_ended_unlocked",
    "answer_consultation",
    "apologise_for_lateness",
    "arguments_of",
    "askable",
    "assign_step",
    "bar",
    "chains_cut",
    "change_return_way",
    "check_many",
    "choices",
    "close_unanswered",
    "competent_agencies",
    "complete_step",
    "consult_agency",
    "correct_dossier",
    "corrections_by_agency",
    "corrections_by_person",
    "count_incidents",
    "counts",
    "days_counted",
    "dossier_fact",
    "dossier_for_follower",
    "dossier_for_staff",
    "dossier_unlocked",
    "dossiers",
    "due_by_day",
    "ended",
    "ended_unlocked",
    "extend_due_time",
    "file_dossier",
    "file_many",
    "fill_from_known",
    "finish_dossier",
    "finished",
    "follow_dossier",
    "forget_requests",
    "forward_dossier",
    "give_back_codes",
    "hand_over_by",
    "heads_correction",
    "hold_codes",
    "hold_ended",
    "hold_for_work",
    "holds_number",
    "id_of",
    "in_turn",
    "is_email",
    "is_id_number",
    "is_phone",
    "is_refused",
    "keeps",
    "lines_by_id",
    "loads",
    "lock_dossier",
    "look_of",
    "looks_by_agency",
    "looks_by_person",
    "lying",
    "move_promises_off",
    "need_not_sign",
    "next_numbers",
    "open_consultations",
    "open_for_correction",
    "open_work",
    "opened_by",
    "overdue_count",
    "perform",
    "perform_many",
    "persons_of",
    "possible",
    "print_all",
    "promise",
    "read_card",
    "receive_at_counter",
    "receive_supplement",
    "record_look",
    "refuse_dossier",
    "request_supplement",
    "require_desk",
    "require_payment",
    "return_result",
    "return_step",
    "returned_by_unit",
    "returned_dossiers",
    "reveal_numbers",
    "running_beside",
    "running_matters",
    "search",
    "settle_payment",
    "shares",
    "standings",
    "stop_dossier",
    "supplement_by",
    "takers",
    "tally",
    "texts_of",
    "time_of",
    "unanswered",
    "unit_counts",
    "unit_time",
    "unlock_dossier",
    "usual_cases",
    "usual_procedures",
    "withdraw_dossier",
    "worklist",
    "write_asked_register",
]
