"""The door of the lists."""

from motcua.batches.facts import Column, Handed, Handing, LineState, ListFact, ListLine, Part, State, Wrong
from motcua.batches.operations.check import check_list, confirm_columns
from motcua.batches.operations.hand_in import Taken, hand_in_list
from motcua.batches.operations.read import read_list
from motcua.batches.operations.run import file_next, leave_out_rest, pause_list, start_list
from motcua.batches.operations.take import take_list
from motcua.batches.operations.wipe import wipe_lists
from motcua.batches.queries.lists import lines, list_fact, lists, result_table, wrong_table
from motcua.batches.rules.columns import recognised

__all__ = [
    "Column",
    "Handed",
    "Handing",
    "LineState",
    "ListFact",
    "ListLine",
    "Part",
    "State",
    "Taken",
    "Wrong",
    "check_list",
    "confirm_columns",
    "file_next",
    "hand_in_list",
    "leave_out_rest",
    "lines",
    "list_fact",
    "lists",
    "pause_list",
    "read_list",
    "recognised",
    "result_table",
    "start_list",
    "take_list",
    "wipe_lists",
    "wrong_table",
]
