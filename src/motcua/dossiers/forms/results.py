"""Issuing a result with its numbered papers, and handing it over."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.facts import Channel, Handover, Receiver, ResultPaper
from motcua.dossiers.forms import MoveForm
from motcua.ui.fields import day

#: As many papers as one form asks for; through the API there may be more.
_ROWS = (1, 2, 3)
_OF_PAPER = ("name", "kind", "number", "symbol", "issued_on", "signer", "signer_role", "pages", "source")


def _line(label: Any, *, most: int = 300, hint: Any = "", **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=most,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"} | attrs),
    )


class FinishForm(MoveForm):
    """The result, with up to three papers; a paper begins with its name or its number."""

    row_label = _("Văn bản kết quả thứ")

    def __init__(
        self,
        *args: Any,
        results: tuple[str, ...],
        books: dict[str, str],
        sources: list[tuple[str, str]],
        asks: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._asks = asks
        for row in _ROWS:
            self.fields |= {f"vb{row}_{name}": field for name, field in _paper(results, books, sources).items()}

    def plain(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if not name.startswith("vb")]

    def rows(self) -> list[tuple[int, list[forms.BoundField], bool]]:
        """The fields of each paper, and whether they lie open: the first, and what was typed into."""
        return [
            (row, [self[name] for name in self.fields if name.startswith(f"vb{row}_")], row == 1 or self._is_typed(row))
            for row in _ROWS
        ]

    def _is_typed(self, row: int) -> bool:
        return any(self[f"vb{row}_{name}"].value() for name in ("name", "number", "symbol")) or any(
            name.startswith(f"vb{row}_") for name in self.errors
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for row in _ROWS:
            named, numbered = given.get(f"vb{row}_name"), given.get(f"vb{row}_number") or given.get(f"vb{row}_symbol")
            if named and not numbered:
                self.add_error(f"vb{row}_number", _("Ghi số của văn bản, hoặc ký hiệu sổ để lấy số kế tiếp."))
            if numbered and not named:
                self.add_error(f"vb{row}_name", _("Ghi tên văn bản."))
        if self._asks and given.get("outcome") == "granted" and not self.errors and not self._papers():
            self.add_error("vb1_name", _("Quy trình ghi bước này ra văn bản kết quả: ghi tên, số và ngày."))
        return given

    def _papers(self) -> tuple[ResultPaper, ...]:
        rows = ({name: self.cleaned_data.get(f"vb{row}_{name}") for name in _OF_PAPER} for row in _ROWS)
        return tuple(
            ResultPaper(**{name: value for name, value in row.items() if value not in {"", None}}) for row in rows if row["name"]
        )

    def arguments(self) -> dict[str, Any]:
        given = {name: value for name, value in super().arguments().items() if not name.startswith("vb")}
        return given | ({"results": papers} if (papers := self._papers()) else {})


def _paper(results: tuple[str, ...], books: dict[str, str], sources: list[tuple[str, str]]) -> dict[str, forms.Field]:
    example = gettext("Như: {name}").format(name=results[0][:200].rstrip(" .")) if results else ""
    known = (
        gettext("Sổ đang dùng, số kế tiếp: {numbers}").format(numbers="; ".join(books.values()))
        if books
        else gettext("Như: GPMT-UBND")
    )
    fields: dict[str, forms.Field] = {
        "name": _line(_("Tên văn bản"), most=500, hint=example),
        "kind": _line(_("Loại"), most=100, hint=_("Như: Giấy phép, Quyết định, Giấy chứng nhận")),
        "symbol": _line(_("Ký hiệu sổ, để lấy số kế tiếp"), most=80, hint=known),
        "number": _line(
            _("Số đã có, nếu sổ ở nơi khác"), most=100, hint=_("Viết liền như 125/GPMT-UBND; để trống thì lấy số kế tiếp của sổ")
        ),
        "issued_on": day(_("Ngày văn bản"), required=False),
        "signer": _line(_("Người ký")),
        "signer_role": _line(_("Chức vụ người ký")),
        "pages": forms.IntegerField(label=_("Số trang"), required=False, min_value=1, max_value=9999),
    }
    if sources:
        fields["source"] = forms.ChoiceField(
            label=_("Phát hành theo dự thảo"), required=False, choices=[("", _("Không theo dự thảo nào")), *sources]
        )
    return fields


#: What must be there, and what is said where it is not.
_AUTHORISED = {
    "receiver_name": _("Ghi họ tên người được ủy quyền."),
    "authority_paper": _("Ghi giấy ủy quyền: số, ngày, nơi chứng thực."),
}
_PROOF = {
    Channel.POSTAL: {"postal_number": _("Ghi mã bưu gửi trên biên lai."), "posted_on": _("Chọn ngày đã gửi.")},
    Channel.ONLINE: {"electronic_at": _("Ghi nơi đã gửi bản điện tử.")},
}


class ReturnForm(MoveForm):
    """Handing the result over: what proves it depends on how it goes."""

    def __init__(self, *args: Any, way: Channel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._way = way
        self.fields |= _of_way(way) | {
            "originals_returned": forms.BooleanField(label=_("Đã trả lại bản chính nộp để đối chiếu"), required=False),
            "fee_note": _line(_("Phí, lệ phí"), hint=_("Như: đã thu 20.000 đồng, biên lai 0012345; hoặc được miễn")),
        }
        evidence = self.fields.pop("evidence")
        evidence.required = False
        evidence.label = _("Ký nhận") if way is Channel.DIRECT else _("Bằng chứng khác")
        self.fields["evidence"] = evidence

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        wanted = _AUTHORISED if given.get("receiver") == Receiver.AUTHORISED else {}
        if not given.get("evidence"):
            wanted = wanted | _PROOF.get(self._way, {})
        for name, words in wanted.items():
            if not given.get(name) and name not in self.errors:
                self.add_error(name, words)
        return given

    def arguments(self) -> dict[str, Any]:
        given = self.cleaned_data
        posted_on: date | None = given.get("posted_on")
        handover = Handover(
            receiver=given.get("receiver") or Receiver.APPLICANT, name=given.get("receiver_name", ""),
            id_number=given.get("receiver_id", ""), authority_paper=given.get("authority_paper", ""),
            postal_number=given.get("postal_number", ""), posted_on=posted_on, electronic_at=given.get("electronic_at", ""),
            originals_returned=given["originals_returned"], fee_note=given["fee_note"],
        )  # fmt: skip
        return {"handover": handover} | ({"evidence": given["evidence"]} if given.get("evidence") else {})


def _of_way(way: Channel) -> dict[str, forms.Field]:
    if way is Channel.POSTAL:
        return {
            "postal_number": _line(_("Mã bưu gửi"), most=50, hint=_("In trên biên lai của bưu điện")),
            "posted_on": day(_("Ngày gửi"), required=False),
        }
    if way is Channel.ONLINE:
        return {
            "electronic_at": _line(_("Đã gửi bản điện tử đến"), hint=_("Như: Kho dữ liệu điện tử, Cổng Dịch vụ công Quốc gia"))
        }
    return {
        "receiver": forms.TypedChoiceField(
            label=_("Ai nhận"), coerce=Receiver, choices=[(one.value, _(one.label)) for one in Receiver], initial=Receiver.APPLICANT,
            widget=forms.RadioSelect,
        ),
        "receiver_name": _line(_("Họ tên người được ủy quyền"), hint=_("Chỉ khi người khác nhận thay")),
        "receiver_id": _line(_("Số định danh người được ủy quyền"), most=20, inputmode="numeric", **{"data-private": "1"}),
        "authority_paper": _line(_("Giấy ủy quyền"), hint=_("Số, ngày, nơi chứng thực")),
    }  # fmt: skip
