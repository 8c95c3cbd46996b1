"""What must be known of the papers of a result, and what proves that they were handed over?"""

import re
from datetime import date

from motcua.dossiers.facts import Channel, Handover, Receiver, ResultPaper
from motcua.dossiers.rules.numbers import is_id_number
from motcua.foundation.errors import Invalid

#: One word of letters, digits and the signs that offices set between them: no sentence, so no person, slips in.
_NUMBER = re.compile(r"[\w./&\-–]{1,100}")
_SYMBOL = re.compile(r"[^\W\d][\w.&\-–]{0,79}")
_IN_BOOK = re.compile(r"([1-9][0-9]{0,6})/(.+)")
#: As many papers as one result may have.
MOST = 20


class BadResultPaper(Invalid):
    code = "bad_result_paper"
    vi = "Văn bản thứ {which} của kết quả: {what}."
    en = "Paper {which} of the result: {what_en}."


class ResultPapersMissing(Invalid):
    code = "result_papers_missing"
    vi = "Quy trình ghi bước này ra «{document}»: ghi số, ngày và người ký của ít nhất một văn bản kết quả."
    en = "The process says that this step gives “{document}”: give number, date and signer of at least one paper of the result."


class EvidenceMissing(Invalid):
    code = "evidence_missing"
    vi = "Kết quả không trả tại quầy thì phải ghi đã gửi thế nào: mã bưu gửi và ngày gửi, hoặc địa chỉ đã gửi bản điện tử."
    en = "A result that is not handed over at the counter needs how it was sent: the postal number with its day, or where the electronic copy went."


class AuthorityMissing(Invalid):
    code = "authority_missing"
    vi = "Trả cho người được ủy quyền thì ghi họ tên người ấy và giấy ủy quyền (số, ngày, nơi chứng thực)."
    en = "A result given to an authorised person needs that person's name and the paper of authority."


class PostedTomorrow(Invalid):
    code = "posted_tomorrow"
    vi = "Ngày gửi bưu điện {day} chưa tới. Xem lại ngày đã gõ."
    en = "The day of posting, {day}, has not come yet. Look at the day that was typed."


class BadReceiverNumber(Invalid):
    code = "bad_receiver_number"
    vi = "Số định danh của người nhận có từ 6 đến 20 chữ và số, trong đó ít nhất 6 chữ số."
    en = "The receiver's identity number has 6 to 20 letters and digits, at least 6 of them digits."


def require_papers(papers: tuple[ResultPaper, ...], *, filed_on: date, today: date) -> None:
    """Each paper has its name, a number or the symbol of a book, and a day between filing and today. Raises BadResultPaper.

    Basis: NĐ 61/2018 Điều 20 (the result is a document); house choice for what is written of it.
    """
    if len(papers) > MOST:
        raise BadResultPaper(which=MOST + 1, what=f"một lần ghi nhiều nhất {MOST} văn bản", what_en=f"at most {MOST} at a time")
    numbers = [paper.number.casefold() for paper in papers if paper.number]
    for which, paper in enumerate(papers, 1):
        for is_wrong, what, what_en in (
            (not paper.name.strip(), "thiếu tên văn bản", "its name is missing"),
            (
                not paper.number and not paper.symbol,
                "ghi số, hoặc ký hiệu của sổ để lấy số kế tiếp",
                "give a number, or the symbol of a book",
            ),
            (
                bool(paper.number) and not is_number(paper.number),
                "số viết liền như 125/GPMT-UBND",
                "a number is one word like 125/GPMT-UBND",
            ),
            (
                not paper.number and _SYMBOL.fullmatch(paper.symbol) is None,
                "ký hiệu viết liền như GPMT-UBND",
                "a symbol is one word like GPMT-UBND",
            ),
            (numbers.count(paper.number.casefold()) > 1, "số này ghi hai lần", "this number stands twice"),
            (
                paper.issued_on is not None and not filed_on <= paper.issued_on <= today,
                "ngày phải từ ngày nộp hồ sơ đến hôm nay",
                "its day lies between filing and today",
            ),
            (paper.pages is not None and not 0 < paper.pages < 10_000, "số trang từ 1 đến 9999", "it has 1 to 9999 pages"),
        ):
            if is_wrong:
                raise BadResultPaper(which=which, what=what, what_en=what_en)  # fmt: skip


def is_number(text: str) -> bool:
    """Whether this could be the number of a document.

    Basis: house choice.
    """
    return _NUMBER.fullmatch(text) is not None and any(sign.isdecimal() for sign in text)


def number_of(*, serial: int, symbol: str) -> str:
    """The number of a paper by its place in the book of a symbol.

    Basis: house choice (offices number each kind of paper from one on in every year; symbols are theirs).
    """
    return f"{serial:02}/{symbol}"


def place_of(number: str) -> tuple[int, str] | None:
    """The place in a book, with its symbol, that a number names; None where it names none.

    Basis: house choice, as number_of.
    """
    found = _IN_BOOK.fullmatch(number.lstrip("0"))
    return (int(found[1]), found[2]) if found else None


def require_handed_over(given: Handover | None, *, way: Channel, evidence: str, today: date) -> None:
    """A result that is sent needs what proves it, one that somebody else takes the paper of authority.

    Raises EvidenceMissing, AuthorityMissing, PostedTomorrow, BadReceiverNumber.

    Basis: NĐ 118/2025 Điều 22; NĐ 61/2018 Điều 20.
    """
    proof = {
        Channel.DIRECT: True,
        Channel.POSTAL: given is not None and bool(given.postal_number and given.posted_on),
        Channel.ONLINE: given is not None and bool(given.electronic_at),
    }
    if not evidence and not proof[way]:
        raise EvidenceMissing
    if given is None:
        return
    if given.receiver is Receiver.AUTHORISED and not (given.name.strip() and given.authority_paper.strip()):
        raise AuthorityMissing
    if given.posted_on is not None and given.posted_on > today:
        raise PostedTomorrow(day=f"{given.posted_on:%d/%m/%Y}")
    if given.id_number and not is_id_number(given.id_number):
        raise BadReceiverNumber


def evidence_of(given: Handover | None, *, way: Channel) -> str:
    """What proves the handing over, as one line: what older readers know it by. It names nobody.

    Basis: house choice.
    """
    if given is None:
        return ""
    if way is Channel.POSTAL and given.postal_number and given.posted_on:
        return f"Bưu gửi {given.postal_number}, gửi ngày {given.posted_on:%d/%m/%Y}"
    if way is Channel.ONLINE and given.electronic_at:
        return f"Bản điện tử: {given.electronic_at}"
    if given.receiver is Receiver.AUTHORISED:
        return "Người được ủy quyền ký nhận tại quầy"
    return "Ký nhận tại quầy" if way is Channel.DIRECT else ""
