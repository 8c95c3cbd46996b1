"""The code of an identity card, as a reader types it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.dossiers.rules.intake.cards import Card, CardNotRead, read_card
from motcua.foundation.text import tidy


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("089199000777", None),
        ("", None),
        (
            "089199000777|361999888|Nguyễn Văn A|01021999|Nam|Ấp 2, An Giang|15042021",
            Card(number="089199000777", former_number="361999888", name="Nguyễn Văn A", born=date(1999, 2, 1), sex="Nam", address="Ấp 2, An Giang", issued=date(2021, 4, 15)),
        ),
        (" 089199000777||NGUYỄN  THỊ B|31021999|Nữ|", Card(number="089199000777", name="NGUYỄN THỊ B", sex="Nữ", address="")),
        ("089199000777||B|1999|Nữ|Ấp 2|15042021||Mẹ|Cha", Card(number="089199000777", name="B", sex="Nữ", address="Ấp 2", issued=date(2021, 4, 15))),
    ],
)  # fmt: skip
def test_a_text_is_a_card_or_a_number(text: str, card: Card | None) -> None:
    assert read_card(text) == card


@pytest.mark.parametrize("text", ["|", "089199000777|1|A", "89199000777|1|A|01021999|Nam|Ấp", "089199000777|1| |01021999|Nam|Ấp"])
def test_half_a_card_is_no_card(text: str) -> None:
    with pytest.raises(CardNotRead):
        read_card(text)


_TEXT = st.text(st.characters(exclude_characters="|", exclude_categories=["Cs"]), min_size=1, max_size=60).filter(
    lambda text: bool(tidy(text))
)


@given(number=st.from_regex(r"[0-9]{12}", fullmatch=True).filter(str.isascii), name=_TEXT, address=_TEXT, born=st.dates())
def test_what_was_put_into_a_code_is_read_out_of_it(number: str, name: str, address: str, born: date) -> None:
    day = f"{born.day:02}{born.month:02}{born.year:04}"

    card = read_card("|".join([number, "", name, day, "Nữ", address, ""]))

    assert card is not None
    assert (card.number, card.name, card.address, card.born) == (number, tidy(name), tidy(address), born)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        card = read_card(text)
    except CardNotRead:
        return
    assert (card is None) == ("|" not in text)
