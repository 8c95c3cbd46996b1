"""The pages of lists: from the file to the codes, without a browser."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from tests.batches import files
from tests.batches.files import checked, filed, pupil, read, xlsx
from tests.dossiers.factories import FIVE_DAYS
from tests.dossiers.given import World
from tests.dossiers.statements import statements
from tests.dossiers.worlds import Now

from motcua.batches import public as batches
from motcua.batches.models import IntakeList
from motcua.config.tasks import file_list, prepare_list
from motcua.dossiers.models import Dossier
from motcua.journal import public as journal
from motcua.organization.models import User
from motcua.organization.public import AgencyFact

LISTS = "/can-bo/danh-sach/"


def signed_in(world: World, role: str, agency: AgencyFact) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=world.who(role, agency).user_id))
    return client


@pytest.fixture
def counter(world: World, now: Now) -> Client:
    return signed_in(world, "counter", world.rach_gia_centre)


def sent(world: World, **more: object) -> dict[str, object]:
    file = SimpleUploadedFile("lop-10.xlsx", xlsx(pupil(1), pupil(2, name="")))
    given = {
        "file": file,
        "handing": "authority",
        "name": "Trường THPT",
        "authority_paper": "UQ 12",
        "competent_id": world.rach_gia.id,
    }
    return given | more


def test_a_list_goes_from_its_file_to_its_codes_by_the_pages(world: World, counter: Client) -> None:
    answer = counter.post(f"{LISTS}moi/{FIVE_DAYS}/", sent(world))
    page = answer["Location"]
    list_id = IntakeList.objects.get().pk
    assert "Đang đọc tệp" in counter.get(page).content.decode()
    prepare_list(list_id=list_id)
    assert "Cột nào là gì" in counter.get(page).content.decode()

    counter.post(f"{page}cot/", {"cot-1": "name", "cot-2": "id_number", "cot-3": "phone"})
    prepare_list(list_id=list_id)
    shown = counter.get(page).content.decode()
    assert "Thiếu họ tên." in shown
    assert "Nộp 1 hồ sơ" in shown

    counter.post(f"{page}nop/")
    assert "Đang nộp" in counter.get(page).content.decode()
    file_list(list_id=list_id)

    shown, code = counter.get(page).content.decode(), Dossier.objects.get().code
    assert f'href="/can-bo/ho-so/{code}/"' in shown
    assert "Đã xong" in counter.get(LISTS).content.decode()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"file": ""}, "Chọn tệp danh sách."),
        ({"name": ""}, "ghi tên tổ chức nộp"),
        ({"handing": "assisted"}, "phải có sự đồng ý"),
    ],
)
def test_what_is_missing_is_said_on_the_page(world: World, counter: Client, more: dict[str, object], said: str) -> None:
    answer = counter.post(f"{LISTS}moi/{FIVE_DAYS}/", sent(world, **more))

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_columns_are_asked_again_when_none_is_the_name(world: World, counter: Client) -> None:
    list_id = read(world, xlsx(pupil(1)))

    answer = counter.post(f"{LISTS}{list_id}/cot/", {"cot-2": "id_number", "cot-3": "viec-la"})

    assert answer.status_code == 422
    assert "Chọn cột họ và tên" in answer.content.decode()


def test_the_template_is_a_list_whose_columns_are_recognised(world: World, counter: Client) -> None:
    body = counter.get(f"{LISTS}mau/{FIVE_DAYS}/").content

    heading = [str(cell.value) for cell in next(load_workbook(io.BytesIO(body)).active.rows)]
    assert set(batches.recognised(heading).values()) == set(batches.Column) - {batches.Column.CASE}


def test_a_table_taken_away_computes_nothing_and_keeps_its_noughts(world: World, counter: Client) -> None:
    list_id = checked(world, xlsx(pupil(1, name="", id="089000000001", address="'=1+1")))

    rows = list(load_workbook(io.BytesIO(counter.get(f"{LISTS}{list_id}/dong-sai.xlsx").content)).active.rows)
    assert rows[1][2].value == "089000000001"
    assert {cell.data_type for row in rows for cell in row} <= {"inlineStr", "s", "n"}
    assert all(cell.value is None for row in rows for cell in row if cell.data_type == "n")
    assert "Thiếu họ tên." in counter.get(f"{LISTS}{list_id}/dong-sai.csv").content.decode()


def test_every_way_to_take_the_wrong_lines_away_is_in_the_journal(world: World, counter: Client) -> None:
    list_id = checked(world, xlsx(pupil(1, name="")))

    for name in ("dong-sai.xlsx", "dong-sai.csv", "ket-qua.xlsx"):
        assert counter.get(f"{LISTS}{list_id}/{name}").status_code == 200

    parts = [fact.payload["part"] for fact in journal.history(f"list:{list_id}") if fact.name == "ListTaken"]
    assert parts == ["wrong", "wrong", "result"]


def test_a_list_whose_lines_are_all_wrong_is_dropped_from_its_page(world: World, counter: Client) -> None:
    list_id = checked(world, xlsx(pupil(1, name="")))
    page = f"{LISTS}{list_id}/"
    assert "Bỏ danh sách này" in counter.get(page).content.decode()

    counter.post(f"{page}bo-phan-con-lai/")

    shown = counter.get(page).content.decode()
    assert "Đã bỏ, không nộp" in shown
    assert "Bỏ danh sách này" not in shown


def test_a_result_can_be_taken_away(world: World, counter: Client) -> None:
    list_id = filed(world, xlsx(pupil(1)))

    rows = list(load_workbook(io.BytesIO(counter.get(f"{LISTS}{list_id}/ket-qua.xlsx").content)).active.rows)
    assert rows[1][2].value == Dossier.objects.get().code


@pytest.mark.parametrize(("role", "place"), [("official", "rach_gia"), ("counter", "phu_quoc_centre"), ("leader", "rach_gia")])
def test_others_open_no_list(world: World, now: Now, role: str, place: str) -> None:
    list_id = checked(world, xlsx(pupil(1)))
    client = signed_in(world, role, getattr(world, place))

    for part in ("", "dong-sai.xlsx", "dong-sai.csv", "ket-qua.xlsx"):
        assert client.get(f"{LISTS}{list_id}/{part}").status_code == 403
    for part in ("cot/", "nop/", "tam-dung/", "bo-phan-con-lai/"):
        assert client.post(f"{LISTS}{list_id}/{part}").status_code == 403
        assert client.post(f"{LISTS}{list_id + 999}/{part}").status_code == 404


def test_the_page_of_a_list_costs_the_same_whatever_its_length(world: World, counter: Client) -> None:
    short, long = checked(world, xlsx(pupil(1))), checked(world, xlsx(*(pupil(n) for n in range(100, 180))))

    few = statements(lambda: counter.get(f"{LISTS}{short}/"))
    many = statements(lambda: counter.get(f"{LISTS}{long}/"))

    assert len(few) == len(many) <= 14
    assert len(statements(lambda: counter.get(LISTS))) <= 10


def test_pressing_twice_files_once_and_says_so(world: World, counter: Client) -> None:
    list_id = checked(world, files.xlsx(pupil(1)))
    counter.post(f"{LISTS}{list_id}/nop/")
    counter.post(f"{LISTS}{list_id}/nop/")
    file_list(list_id=list_id)
    file_list(list_id=list_id)

    assert Dossier.objects.count() == 1
