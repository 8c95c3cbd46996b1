"""Why a password is refused is said in the reader's language, whichever validator refuses it."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import get_password_validators
from django.core.exceptions import ValidationError
from django.utils import translation

from motcua.organization.forms import ChosenPassword
from motcua.organization.models import User

#: A password that each validator refuses, and the two sentences.
REFUSED = {
    "MinimumLengthValidator": ("ngắn quá", "Mật khẩu cần ít nhất 10 ký tự.", "The password needs at least 10 characters."),
    "CommonPasswordValidator": (
        "password123",
        "Mật khẩu này quá phổ biến, dễ đoán. Chọn mật khẩu khác.",
        "This password is too common and easily guessed. Choose another.",
    ),
    "UserAttributeSimilarityValidator": (
        "leminhkhang1",
        "Mật khẩu quá giống tên đăng nhập hoặc thư điện tử. Chọn mật khẩu khác.",
        "The password is too similar to the user name or e-mail address. Choose another.",
    ),
}
WHO = User(username="leminhkhang", full_name="Lê Minh Khang")


@pytest.mark.parametrize("configured", settings.AUTH_PASSWORD_VALIDATORS, ids=lambda one: one["NAME"].rpartition(".")[2])
def test_every_validator_speaks_vietnamese_and_english(configured: dict[str, object]) -> None:
    (validator,) = get_password_validators([configured])
    password, vi, en = REFUSED[type(validator).__name__]
    with pytest.raises(ValidationError):
        validator.validate(password, WHO)

    assert said(password, "vi") == [vi]
    assert said(password, "en") == [en]


def test_a_password_with_several_faults_hears_of_each() -> None:
    assert len(said("password", "vi")) == 2
    assert not re.search(r"[à-ỹđ]", " ".join(said("password", "en")))


def said(password: str, language: str) -> list[str]:
    with translation.override(language):
        return list(ChosenPassword({"password": password, "again": password}, user=WHO).errors["password"])
