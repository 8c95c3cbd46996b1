"""How is a call spoken? Written out in Vietnamese words, so that every voice reads it alike."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def digits_in_words(number: str) -> str:
    """Digit by digit: «007» is «không không bảy». Basis: house choice."""
    return " ".join(_DIGITS[int(digit)] for digit in number if digit.isdecimal())


def number_in_words(number: int) -> str:
    """A number below a thousand as it is said: 15 is «mười lăm», 21 is «hai mươi mốt», 105 is «một trăm linh năm».

    Basis: house choice.
    """
    if number >= 1000 or number < 0:
        return digits_in_words(str(number))
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest)
    words = f"{_DIGITS[hundreds]} trăm"
    if not rest:
        return words
    return f"{words} linh {_DIGITS[rest]}" if rest < 10 else f"{words} {_below_hundred(rest)}"


def _below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    words = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if not ones:
        return words
    last = {1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(ones, _DIGITS[ones])
    return f"{words} {last}"


def call_in_words(ticket: str, counter: int) -> str:
    """«A007», 2 → «Mời số A không không bảy, đến quầy số hai». Basis: house choice."""
    return f"Mời số {ticket[:1]} {digits_in_words(ticket[1:])}, đến quầy số {number_in_words(counter)}"
