"""Could a text be the number under which the post carried a parcel, and could it have been sent that day?"""

import re
from datetime import date, timedelta

from motcua.foundation.errors import Invalid

_NUMBER = re.compile(r"[A-Z0-9]{8,30}")
#: Who sent it longer ago has looked at the wrong year.
_LONGEST = timedelta(days=366)


class BadParcelNumber(Invalid):
    code = "bad_parcel_number"
    vi = "Mã bưu gửi có từ 8 đến 30 chữ và số, như EB123456785VN. Ghi đúng mã trên phong bì."
    en = "A tracking number has 8 to 30 letters and digits, like EB123456785VN. Write the one on the envelope."


class BadPostedDay(Invalid):
    code = "bad_posted_day"
    vi = "Ngày gửi {day} phải không sau ngày nhận và không trước đó quá 366 ngày. Xem dấu bưu điện."
    en = "The posting day {day} must not be after the day of receipt, nor more than 366 days before it. See the postmark."


def parcel_number(text: str) -> str:
    """As it is kept: capitals without signs. Raises BadParcelNumber.

    Basis: UPU S10 (thirteen signs for registered items); that carriers of the country use other lengths is a house choice [inf].
    """
    number = re.sub(r"[\s.\-]", "", text).upper()
    if number and not _NUMBER.fullmatch(number):
        raise BadParcelNumber
    return number


def require_posted_on(posted_on: date | None, *, received_on: date) -> None:
    """Raises BadPostedDay. Basis: house choice."""
    if posted_on is not None and not received_on - _LONGEST <= posted_on <= received_on:
        raise BadPostedDay(day=posted_on.strftime("%d/%m/%Y"))
