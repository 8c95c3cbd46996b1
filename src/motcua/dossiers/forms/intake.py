"""One dossier at the counter: who, for which case, which papers, how it came, where it goes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from motcua.catalogue import public as catalogue
from motcua.dossiers import public as dossiers
from motcua.dossiers.facts import Channel, ConsentWay, Paper, Part, Person
from motcua.dossiers.forms import PersonFields
from motcua.foundation.text import LONGEST_NUMBER, fold, tidy, whole
from motcua.ui import fields

#: A list that is longer is searched by typing.
_SHORT = 12
#: The choice of who does not tell the cases apart.
EVERY_CASE = "-"
#: A code on a card is longer than any number; whoever types into the field means one or the other.
_LONGEST_CODE = 600
_MOST = 999


def _channels() -> list[tuple[str, str]]:
    return [(c.name.lower(), say(c.label)) for c in Channel]


def _consents() -> list[tuple[str, str]]:
    return [(way.value, say(way.label)) for way in ConsentWay]


class AgencyField(forms.CharField):
    """An agency by its id or its name. A long list is searched by typing, without script too."""

    agencies: Sequence[tuple[int, str]] = ()

    def offer(self, agencies: Sequence[tuple[int, str]], obvious: int | None) -> None:
        """Nothing is chosen for anybody but what is obvious: a dossier that goes astray loses days."""
        self.agencies, self.initial = agencies, obvious
        if len(agencies) <= _SHORT:
            self.widget = forms.Select(choices=agencies if self.initial else [("", _("Chọn cơ quan")), *agencies])
            return
        self.help_text = _("Gõ vài chữ của tên để tìm trong {n} cơ quan").format(n=len(agencies))
        self.widget = forms.TextInput(attrs={"list": "co-quan", "autocomplete": "off", "data-whole": True})

    @property
    def is_searched(self) -> bool:
        return len(self.agencies) > _SHORT

    def prepare_value(self, value: Any) -> Any:
        """What is searched is shown by its name."""
        return dict(self.agencies).get(whole(value) or 0, value) if self.is_searched else value

    def clean(self, value: Any) -> int:
        text = tidy(str(super().clean(value)))
        if (number := whole(text)) in dict(self.agencies) and number is not None:
            return number
        found = [agency_id for agency_id, name in self.agencies if fold(tidy(name)) == fold(text)]
        if len(found) != 1:
            raise ValidationError(
                _("Không có cơ quan «{name}» ở đây. Gõ vài chữ rồi chọn một tên trong danh sách.").format(name=text[:100])
            )
        return found[0]


class IntakeForm(PersonFields):
    """One dossier at the counter. What a card says is filled in where nothing was typed."""

    key = forms.CharField(widget=forms.HiddenInput, min_length=8, max_length=64)
    #: The ticket of the waiting room that is served.
    ve = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    owner_name = forms.CharField(
        label=_("Nộp thay cho"), max_length=300, required=False, help_text=_("Để trống khi nộp cho chính mình"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    owner_id_number = forms.CharField(
        label=_("Số định danh người được nộp thay"), max_length=20, required=False,
        validators=PersonFields.base_fields["id_number"].validators,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-private": True}),
    )  # fmt: skip
    case = forms.ChoiceField(
        label=_("Trường hợp"),
        choices=[],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn trường hợp của người nộp.")},
    )
    channel = forms.ChoiceField(label=_("Hình thức nộp"), choices=_channels, initial="direct")
    parcel_number = forms.CharField(
        label=_("Mã bưu gửi"), max_length=40, required=False, help_text=_("Trên phong bì, như EB123456785VN"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip
    posted_on = fields.day(_("Ngày gửi"), required=False, hint=_("Theo dấu bưu điện"))
    return_way = forms.ChoiceField(label=_("Nhận kết quả"), choices=_channels, initial="direct")
    competent_id = AgencyField(label=_("Cơ quan giải quyết"), error_messages={"required": _("Chọn cơ quan giải quyết.")})
    is_test = forms.BooleanField(
        label=_("Hồ sơ kiểm thử"), required=False, help_text=_("Để thử quy trình từ đầu đến cuối; không bao giờ được tính vào số liệu."),
    )  # fmt: skip
    process_id = forms.TypedChoiceField(
        label=_("Thử theo quy trình"), coerce=int, empty_value=None, choices=[], required=False,
        help_text=_("Quy trình đã phê duyệt, chưa đến ngày áp dụng; chỉ cho hồ sơ kiểm thử."),
    )  # fmt: skip
    is_assisted = forms.BooleanField(label=_("Cán bộ nộp giúp"), required=False, help_text=_("Không tính là người dân tự nộp"))
    consent = forms.BooleanField(label=_("Người được giúp đã đồng ý"), required=False)
    consent_way = forms.ChoiceField(label=_("Đồng ý bằng cách nào"), choices=_consents, required=False, initial="spoken")
    consent_note = forms.CharField(
        label=_("Ai chứng kiến, hoặc số phiếu"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    #: Pressed again after reading what it may repeat.
    knows = forms.BooleanField(label=_("Đã biết, vẫn tiếp nhận"), required=False)

    def __init__(
        self, data: QueryDict | None, *, agencies: list[tuple[int, str]], obvious: int | None, terms: catalogue.Terms, usual: Mapping[str, int],
        processes: list[tuple[int, str]], initial: dict[str, Any], is_sent: bool = True, focus: str = "id_number",
    ) -> None:  # fmt: skip
        """What is not sent yet is only shown again, as it was typed: nothing is missed in it."""
        self.typed = unfolded(data) if data is not None else QueryDict()
        if data is not None and not is_sent:
            initial = initial | {name: value for name in self.typed for value in [self.typed[name]]}
            initial |= {"papers": self.typed.getlist("papers")}
        super().__init__(self.typed if data is not None and is_sent else None, initial=initial)
        self._components = terms.components
        self._offer_cases(terms, usual)
        self.fields["process_id"].choices = [("", _("Đang áp dụng")), *processes]  # type: ignore[attr-defined]
        self.fields["competent_id"].offer(agencies, obvious)  # type: ignore[attr-defined]
        self.fields["id_number"].widget.attrs |= {"maxlength": _LONGEST_CODE}
        if not self.is_bound:
            self.fields[focus].widget.attrs["autofocus"] = True
        self.fields["id_number"].help_text = _("Đọc mã QR trên căn cước, hoặc gõ 12 số rồi Enter")
        self.fields["papers"] = forms.MultipleChoiceField(
            label=_("Giấy tờ đã nhận"), required=False, choices=[(str(i), one.name) for i, one in enumerate(terms.components)],
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip

    def _offer_cases(self, terms: catalogue.Terms, usual: Mapping[str, int]) -> None:
        """The one received most often stands first; none is chosen for anybody."""
        if len(terms.cases) < 2:
            del self.fields["case"]
            return
        order = sorted(terms.cases, key=lambda case: -usual.get(case, 0))
        self.fields["case"].choices = [*((one, one) for one in order), (EVERY_CASE, _("Không tách theo trường hợp"))]  # type: ignore[attr-defined]

    @property
    def competent(self) -> int | None:
        """The agency that is chosen so far, or stands there by itself."""
        field = self.fields["competent_id"]
        try:
            return int(field.clean(self.typed.get("competent_id", field.initial)))
        except ValidationError:
            return None

    @property
    def case_chosen(self) -> str | None:
        """None: not chosen yet; empty: the procedure or the clerk tells no cases apart."""
        if "case" not in self.fields:
            return ""
        said = self.typed.get("case", "")
        known = {value for value, _label in self.fields["case"].choices}  # type: ignore[attr-defined]
        return None if said not in known else "" if said == EVERY_CASE else str(said)

    def asked(self) -> list[int]:
        """Places of the components that stand in the checklist."""
        case = self.case_chosen
        return [
            place for place, one in enumerate(self._components) if case == "" or bare(one.case) in {case, ""} | self._of_all()
        ]

    def _of_all(self) -> set[str]:
        """Headings that are the name of no case: their papers are everybody's."""
        known = {value for value, _label in self.fields["case"].choices}  # type: ignore[attr-defined]
        return {bare(one.case) for one in self._components} - known

    def is_for_some(self, place: int) -> bool:
        """Whether only some of those who file in the way chosen need this component."""
        return catalogue.is_for_some(self._components[place].name, str(self.typed.get("channel", Channel.DIRECT.key)))

    def clean(self) -> dict[str, Any]:
        """What the citizen will need later is asked for now: a number to follow by, an address to post to."""
        given = super().clean() or self.cleaned_data
        if not self.errors.keys() & {"phone", "id_number"} and not (given.get("phone") or given.get("id_number")):
            self.add_error("phone", _("Ghi điện thoại hoặc số định danh: không có số nào thì người nộp không tra được hồ sơ."))
        if given.get("return_way") == Channel.POSTAL.key and not given.get("address", "").strip():
            self.add_error("address", _("Ghi địa chỉ để bưu điện gửi kết quả."))
        if given.get("channel") == Channel.POSTAL.key and not given.get("parcel_number", "").strip():
            self.add_error("parcel_number", _("Ghi mã bưu gửi trên phong bì để lần được bưu phẩm."))
        if given.get("owner_id_number") and not given.get("owner_name", "").strip():
            self.add_error("owner_name", _("Ghi họ tên người được nộp thay."))
        return given

    def persons(self) -> tuple[Person, ...]:
        """The filer, and the owner where it is somebody else."""
        data = self.cleaned_data
        names = ("name", "id_number", "phone", "address", "authority_paper")
        filer = Person(**{name: data[name] for name in names})
        owner = Person(name=data["owner_name"], id_number=data["owner_id_number"], part=Part.OWNER)
        return (filer, owner) if data["owner_name"].strip() else (filer,)

    def papers(self, files: Mapping[int, str], reasons: Mapping[int, str]) -> tuple[Paper, ...]:
        """What was ticked, and what a file was sent for, by place of the component."""
        asked = set(self.asked())
        ticked = {int(place) for place in self.cleaned_data["papers"]} & asked
        return tuple(self._paper(place, place in ticked, files, reasons) for place in sorted(ticked | (files.keys() & asked)))

    def _paper(self, place: int, is_ticked: bool, files: Mapping[int, str], reasons: Mapping[int, str]) -> Paper:  # noqa: FBT001
        name, counted = self._components[place].name, self.counted(place)
        return Paper(
            name=name, component=name, file_ref=files.get(place, ""), asking_reason=reasons.get(place, ""),
            originals=counted.originals if is_ticked else 0, copies=counted.copies if is_ticked else 0,
        )  # fmt: skip

    def counted(self, place: int) -> "Counted":
        """How many were handed in: as typed, else as the procedure asks."""
        wanted = self._components[place]
        originals = wanted.originals or int(not wanted.copies)
        return Counted(originals=self._number(f"chinh-{place}", originals), copies=self._number(f"sao-{place}", wanted.copies))

    def _number(self, name: str, else_: int) -> int:
        said = self.typed.get(name, "").strip()
        number = _MOST if said.isascii() and said.isdecimal() and len(said) > LONGEST_NUMBER else whole(said)
        return else_ if number is None else min(number, _MOST)

    def missing(self, given: Sequence[Paper], replaced: frozenset[str]) -> list[str]:
        """Names of the components that were not handed in, that everybody owes and that no database replaces."""
        here = {paper.component for paper in given}
        asked = dict.fromkeys(self._components[place].name for place in self.asked() if not self.is_for_some(place))
        return [name for name in asked if name not in here | replaced]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Sheets of one paper."""

    originals: int
    copies: int


def bare(case: str) -> str:
    """A heading as the cases are named."""
    return tidy(case).strip(" *:-.")


def unfolded(data: QueryDict) -> QueryDict:
    """What was typed; where the code of a card stands in the field of the number, what the card says."""
    text = data.get("id_number", "")
    try:
        card = dossiers.read_card(text)
    except dossiers.CardNotRead:
        return data
    if card is None:
        return data
    filled = data.copy()
    filled["id_number"] = card.number
    for name, said in (("name", card.name), ("address", card.address)):
        filled[name] = said or filled.get(name, "")
    return filled
