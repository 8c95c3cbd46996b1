"""Questions that nobody has tuned anything to: names of procedures said otherwise, in five ways, always the same ones."""

import re
from collections.abc import Sequence
from random import Random

#: What officials write, and what people say. None of it is taken from the words that the search knows.
SAID = (
    ("cấp lại", "làm lại"), ("cấp đổi", "đổi"), ("cấp giấy", "xin giấy"), ("đăng ký", "làm giấy"), ("chấm dứt", "ngừng"),
    ("gia hạn", "kéo dài"), ("điều chỉnh", "sửa"), ("thay đổi", "đổi"), ("xác nhận", "xin dấu"), ("giải quyết", "lo"),
    ("hỗ trợ", "giúp tiền"), ("trợ cấp", "tiền hàng tháng"), ("thành lập", "mở"), ("cá nhân", "người dân"), ("tổ chức", "công ty"),
    ("cơ sở", "chỗ"), ("phương tiện", "xe"), ("trẻ em", "em bé"), ("người cao tuổi", "người già"), ("thu hồi", "lấy lại"),
)  # fmt: skip
BEFORE = ("", "cho tôi hỏi ", "tôi muốn ", "làm sao để ", "thủ tục ", "mình cần ", "nhà tôi cần ", "ad ơi ", "ở xã có ")
AFTER = ("", " cần gì", " ở đâu", " bao lâu", " mất bao nhiêu tiền", " cần giấy tờ gì", " thì làm thế nào")
LITTLE = frozenset(
    ["của", "và", "cho", "các", "trong", "theo", "đối", "với", "về", "tại", "do", "có", "từ", "đến", "là", "được", "bị", "hoặc"]
)


def _words(name: str) -> list[str]:
    return [word for word in re.sub(r"\(.*?\)", "", name.lower()).split() if word not in LITTLE]


def _fewer(name: str, chance: Random) -> list[str]:
    words = _words(name)
    kept = sorted(chance.sample(range(len(words)), min(len(words), max(2, min(8, round(0.6 * len(words)))))))
    return [words[place] for place in kept]


def _slipped(name: str, chance: Random) -> list[str]:
    words = _words(name)[:8]
    long = [place for place, word in enumerate(words) if len(word) > 2]
    for place in chance.sample(long, min(len(long), 1 if len(words) < 5 else 2)):
        words[place] = _slip(words[place], chance)
    return words


def _slip(word: str, chance: Random) -> str:
    at, kind = chance.randrange(len(word)), chance.randrange(3)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + chance.choice("aeionht") + word[at + 1 :]
    return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :] if at else word


def _turned(name: str, chance: Random) -> list[str]:  # noqa: ARG001 (one shape for all)
    words = _words(name)[:10]
    return words[len(words) // 2 :] + words[: len(words) // 2]


def _everyday(name: str, chance: Random) -> list[str]:  # noqa: ARG001
    said = name.lower()
    for official, everyday in SAID:
        if official in said:
            said = said.replace(official, everyday, 1)
            break
    return said.split()[:14]


KINDS = {"words left out": _fewer, "slips of the finger": _slipped, "parts turned round": _turned, "an everyday word": _everyday}


def of(kind: str, names: Sequence[str]) -> list[str]:
    chance = Random(766)
    return [f"{chance.choice(BEFORE)}{' '.join(KINDS[kind](name, chance))}{chance.choice(AFTER)}" for name in names]
