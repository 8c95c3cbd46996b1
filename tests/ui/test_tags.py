"""What the tags and filters print."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from motcua.foundation.paging import Page
from motcua.ui import icons, words
from motcua.ui.facts import Crumb, Held, Stage, Track
from motcua.ui.templatetags.components import UnknownHue

SOURCES = Path(icons.__file__).parents[1]
FRIDAY_17 = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)  # 17:00 in Viet Nam


def draw(source: str, **values: Any) -> str:
    with translation.override("vi"):
        return Template(source).render(Context(values))


@pytest.mark.parametrize(
    ("source", "value", "said"),
    [
        ("{{ value|vn_date }}", FRIDAY_17, "27/11/2026"),
        ("{{ value|vn_day }}", FRIDAY_17, "27/11"),
        ("{{ value|vn_time }}", FRIDAY_17, "17:00"),
        ("{{ value|vn_datetime }}", FRIDAY_17, "27/11/2026 17:00"),
        ("{{ value|vn_moment }}", FRIDAY_17, "27/11 17:00"),
        ("{{ value|vn_promise }}", FRIDAY_17, "17:00 thứ Sáu 27/11/2026"),
        ("{{ value|vn_date }}", datetime(2026, 12, 31, 18, 0, tzinfo=UTC), "01/01/2027"),  # already next year in Viet Nam
        ("{{ value|vn_weekday }}", FRIDAY_17.date(), "thứ Sáu"),
        ("{{ value|vn_number }}", 1234.5, "1.234,5"),
        ("{{ value|vn_number }}", 1234567, "1.234.567"),
        ("{{ value|vn_number:1 }}", 2, "2,0"),
        ("{{ value|vn_percent }}", 98.71, "98,71\u00a0%"),
        ("{{ value|vn_percent }}", None, "–"),
        ("{{ value|vn_money }}", 60000, "60.000\u00a0đ"),
        ("{{ value|duration }}", 3 * 480 + 2 * 60 + 48, "3 ngày 2 giờ 48 phút"),
        ("{{ value|duration }}", 480, "1 ngày"),
        ("{{ value|duration }}", 0, "0 phút"),
        ("{{ value|duration }}", -65, "1 giờ 5 phút"),
        ("{{ value|hours }}", 1660, "27 giờ 40"),
        ("{{ value|mask_name }}", "Trần Thị Bích Thủy", "Trần Thị B*** T***"),
        ("{{ value|mask_name }}", "Tý Út", "Tý Ú***"),
        ("{{ value|mask_name }}", "Hồng", "H***"),
        ("{{ value|mask_name }}", "   ", ""),
        ("{{ value|vn_date }}", None, ""),
        ("{{ value|duration }}", None, ""),
    ],
)
def test_values_are_said_in_vietnamese(source: str, value: object, said: str) -> None:
    assert draw(source, value=value) == said


def test_values_are_said_in_english_when_english_was_chosen() -> None:
    with translation.override("en"):
        assert words.number(1234.5) == "1,234.5"
        assert words.weekday(FRIDAY_17) == "Friday"


def test_every_icon_named_in_a_template_exists() -> None:
    literal = re.compile(
        r'{% (?:icon|chip [a-z._]+ (?:[a-z._]+|"[a-z]*")|chip "[^"]*" (?:[a-z.]+|"[a-z]*")|note "[a-z]*") "([a-z-]+)"'
    )
    named = {(path.name, name) for path in SOURCES.rglob("*.html") for name in literal.findall(path.read_text(encoding="utf-8"))}

    unknown = {(file, name) for file, name in named if name not in icons.drawings()}

    assert len(named) > 20
    assert not unknown


def test_an_unknown_icon_or_hue_is_told_to_the_developer() -> None:
    with pytest.raises(icons.UnknownIcon):
        draw('{% icon "unicorn" %}')
    with pytest.raises(UnknownHue):
        draw('{% chip "Mới nộp" "purple" "inbox" %}')


def test_all_52_symbols_are_read_from_the_sprite() -> None:
    assert len(icons.drawings()) == 53 - 1  # the mark among them
    assert all(icons.svg(name).count("<svg") == 1 for name in icons.drawings())
    assert set(re.findall(r'id="(p-[a-z]+)"', icons.patterns())) == {"p-applicant", "p-other", "p-none"}


def test_a_chip_has_icon_and_word_and_escapes_the_word() -> None:
    drawn = draw('{% chip label "gach" "late" %}', label="<Quá hạn>")

    assert drawn.startswith('<span class="chip chip--gach"><svg class="i"')
    assert drawn.endswith("&lt;Quá hạn&gt;</span>")


def test_a_figure_is_a_door() -> None:
    assert (
        draw('{% fig 1046 href "hồ sơ" %}', href="/ho-so/?a=1&b=2") == '<a class="fig" href="/ho-so/?a=1&amp;b=2">1.046 hồ sơ</a>'
    )
    assert draw("{% fig 3 %}") == '<span class="num">3</span>'


def test_a_strip_shares_its_width_by_working_minutes_and_says_it_in_words() -> None:
    drawn = draw("{% strip held left=240 %}", held=[Held(hue="song", minutes=480, label="Đơn vị"), ("lua", 240, "Người nộp")])

    assert re.findall(r'<rect ([a-z]+="[^"]+") x="([\d.]+)%" width="([\d.]+)%"', drawn) == [
        ('class="f-song"', "0.00", "50.00"),
        ('fill="url(#p-applicant)"', "50.00", "25.00"),
        ('class="left"', "75.00", "25.00"),
    ]
    assert 'aria-label="Thời gian: Đơn vị 1 ngày, Người nộp 4 giờ, còn lại 4 giờ"' in drawn
    assert 'x1="75.00%"' in drawn
    assert "style=" not in drawn


def test_a_strip_past_its_due_time_marks_where_that_was() -> None:
    drawn = draw("{% strip held left=-120 %}", held=[("song", 480, "Đơn vị")])

    assert 'x1="75.00%"' in drawn
    assert ">hẹn</text>" in drawn
    assert "quá hẹn 2 giờ" in drawn


def test_a_strip_without_any_time_still_speaks() -> None:
    assert 'aria-label="Thời gian: chưa bắt đầu"' in draw("{% strip held small=True %}", held=[])


def test_the_legend_sums_by_holder() -> None:
    held = [("song", 60, "Đơn vị"), ("lua", 30, "Người nộp"), ("song", 60, "Đơn vị")]

    drawn = draw("{% strip_legend held left=15 %}", held=held)

    assert drawn.count("<li>") == 3
    assert 'Đơn vị <b class="nb">2 giờ</b>' in drawn


class Wishes(forms.Form):
    name = forms.CharField(label="Họ tên", help_text="Viết có dấu")
    gender = forms.ChoiceField(
        label="Giới tính", choices=(("nam", "Nam"), ("nu", "Nữ")), widget=forms.RadioSelect, required=False
    )
    agreed = forms.BooleanField(label="Nhắn tôi", required=False, help_text="Tin nhắn không mất tiền")
    token = forms.CharField(widget=forms.HiddenInput)


def test_a_field_ties_label_hint_error_and_input_together() -> None:
    drawn = draw("{% field form.name %}", form=Wishes({}))

    assert '<label for="id_name">Họ tên</label>' in drawn
    assert 'id="id_name_helptext">Viết có dấu' in drawn
    assert re.search(r'class="err" id="id_name_error"', drawn)
    assert 'aria-describedby="id_name_helptext id_name_error"' in drawn
    assert 'aria-invalid="true"' in drawn


def test_choices_become_a_fieldset_and_a_single_tick_keeps_its_words() -> None:
    form = Wishes({})

    choices = draw("{% field form.gender %}", form=form)
    tick = draw("{% field form.agreed %}", form=form)

    assert "<legend>Giới tính" in choices
    assert "(không bắt buộc)" in choices
    assert choices.count('<label class="pick">') == 2
    assert "không bắt buộc" not in tick
    assert 'aria-describedby="id_agreed_helptext"' in tick


def test_the_error_summary_links_to_each_place_and_is_silent_when_all_is_well() -> None:
    drawn = draw("{% errsum form %}", form=Wishes({"token": "x"}))

    assert "Còn 1 chỗ cần sửa" in drawn
    assert '<a href="#id_name">' in drawn
    assert draw("{% errsum form %}", form=Wishes()).strip() == ""
    assert draw("{% error_title form %}Tiếp nhận", form=Wishes({})) == "Lỗi: Tiếp nhận"


def test_the_pager_keeps_the_filters_and_never_counts() -> None:
    request = RequestFactory().get("/can-bo/ho-so/", {"buoc": "ký", "sau": "cũ"})

    drawn = draw('{% pager page "hồ sơ" %}', page=Page(rows=(1, 2), next="mới"), request=request)

    assert "2 hồ sơ, còn nữa" in drawn
    assert 'href="?buoc=k%C3%BD&amp;sau=m%E1%BB%9Bi"' in drawn
    assert 'href="?buoc=k%C3%BD">Về đầu danh sách' in drawn
    assert "cũ" not in drawn


def test_crumbs_take_pairs_or_facts() -> None:
    pairs = draw('{% crumbs "Thủ tục" "/thu-tuc/" "Khai sinh" %}')
    facts = draw("{% crumbs places %}", places=[Crumb(label="Cần làm", href="/viec/"), Crumb(label="H01", code=True)])

    assert '<li><a href="/thu-tuc/">Thủ tục</a></li><li aria-current="page">Khai sinh</li>' in pairs
    assert '<span class="code">H01</span>' in facts


def test_tracks_path_note_and_empty_place_are_drawn() -> None:
    tracks = draw("{% tracks items %}", items=[Track(icon="coin", label="Tiền", state="Không thu", hue="da", note="miễn")])
    path = draw("{% path items %}", items=[Stage(label="Đã nhận", past=True), Stage(label="Đang soạn", here=True)])
    note = draw('{% note "lua" "hand" %}<p>{{ text }}</p>{% endnote %}', text="<b>")
    empty = draw('{% empty_state "Không còn việc" "Phòng còn 5." "/viec/" "Nhận" %}')

    assert '<b class="t-da">Không thu</b>miễn' in tracks
    assert 'class="here" aria-current="step"' in path
    assert "&lt;b&gt;" in note
    assert note.startswith('<div class="note note--lua">')
    assert '<a class="btn btn--main" href="/viec/">Nhận</a>' in empty


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("0918 012 264", "091\u00a0•••\u00a0264"),
        ("089187005512", "089\u00a0•••\u00a0512"),
        ("123 456", "•••"),
        ("", ""),
    ],
)
def test_a_number_can_be_told_from_another_and_not_used(number: str, said: str) -> None:
    assert words.hidden_number(number) == said
