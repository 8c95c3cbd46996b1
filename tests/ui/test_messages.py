"""How the English catalogue is filled and checked, and when the front end is installed anew."""

import ast
import os
from pathlib import Path

import pytest

import motcua
from motcua.cli.management.commands import messages
from motcua.cli.management.commands.frontend import packages_are_stale


def test_sentences_are_found_in_templates_python_and_facts() -> None:
    template = """<p title="{% translate "Tìm" %}">
      {% blocktranslate count n=rows|length %}Còn {{ n }} chỗ{% plural %}Còn {{ n }} chỗ{% endblocktranslate %}
        {% chip _("Quá hạn") "gach" "late" %}"""
    python = 'text = _("Đã nộp")\nmore = ngettext("{n} ngày", "{n} ngày", 3)\nother = pgettext("đồng hồ", "Chạy")\n'
    facts = '"""Lời giải thích của mô-đun."""\nLABELS = {1: "Đã rút", 2: "song"}\n'

    assert [said for _, said, _ in messages.in_template(template)] == [
        "Tìm",
        ("Còn %(n)s chỗ", "Còn %(n)s chỗ"),
        "Quá hạn",
    ]
    assert [(said, context) for _, said, context in messages.in_python(python)] == [
        ("Đã nộp", None),
        (("{n} ngày", "{n} ngày"), None),
        ("Chạy", "đồng hồ"),
    ]
    assert [said for _, said, _ in messages.in_facts(facts)] == ["Đã rút"]


def test_every_template_and_module_can_be_read() -> None:
    found = dict(messages.sources())

    assert len(found) > 100
    assert any(said == "Một cửa" for sentences in found.values() for _, said, _ in sentences)


def test_no_sentence_stands_inside_an_f_string_where_it_is_not_found() -> None:
    hidden = [
        f"{path}:{call.lineno}"
        for path in Path(motcua.__file__).parent.rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in messages.KEYWORDS
        and isinstance(call.args[0], ast.Constant)
    ]

    assert hidden == []


@pytest.mark.parametrize(
    ("english", "problem"),
    [("", "no English"), ("{other} left", "other placeholders"), ("{time} left", None), ("left", None)],
)
def test_a_missing_or_wrong_translation_is_named(english: str, problem: str | None) -> None:
    wanted, catalogue = messages.Catalog(), messages.Catalog(locale="en")
    wanted.add("Còn {time}", locations=[("dossiers/views.py", 0)])
    catalogue.add("Còn {time}", english)

    problems = list(messages._problems(next(m for m in wanted if m.id), catalogue.get("Còn {time}")))

    assert bool(problems) is bool(problem)
    assert all(said.startswith(problem or "") for said in problems)


def test_packages_are_installed_anew_when_the_lock_is_newer_or_an_install_was_cut(tmp_path: Path) -> None:
    (tmp_path / "package-lock.json").write_text("{}")
    assert packages_are_stale(tmp_path, tests=False)

    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / ".package-lock.json").write_text("{}")
    assert not packages_are_stale(tmp_path, tests=False)
    assert packages_are_stale(tmp_path, tests=True)

    os.utime(tmp_path / "package-lock.json", (4e9, 4e9))
    assert packages_are_stale(tmp_path, tests=False)


def test_the_lock_names_no_address_of_this_machine() -> None:
    root = Path(messages.__file__).resolve().parents[5]

    assert '"resolved"' not in (root / "package-lock.json").read_text(encoding="utf-8")
