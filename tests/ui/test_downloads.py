"""Every table that a page offers says what it is."""

import hashlib

from motcua.ui.downloads import csv_file


def test_a_table_says_its_filter_its_rows_and_its_hash() -> None:
    file = csv_file([("Mã", "Tên"), ("1", "=2+2"), ("2", "x")], name="bang", narrowed={"q": "a\nb", "loc": "", "tt": "draft"})

    assert file["X-Filter"] == "q=a b; tt=draft"
    assert file["X-Row-Count"] == "2"
    assert file["X-SHA256"] == hashlib.sha256(file.content).hexdigest()


def test_a_table_that_nothing_narrows_says_that_it_is_all() -> None:
    assert csv_file([("Mã",)], name="bang")["X-Filter"] == "tat-ca"
