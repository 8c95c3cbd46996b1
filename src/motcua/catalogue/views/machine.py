"""The catalogue as open data: a page that says what there is, a table, linked data, a feed of changes."""

import hashlib
import json
from datetime import date, datetime
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from motcua.catalogue.facts import ChangeFact, Channel
from motcua.catalogue.queries import reading
from motcua.catalogue.queries.citizen import browsing, open_data
from motcua.catalogue.queries.citizen.open_data import Narrowed
from motcua.catalogue.rules.open_data import feed, linked
from motcua.foundation import clock
from motcua.organization import public as organization
from motcua.ui.downloads import CSV, say

#: Nobody has stated a licence; what can be said is where the texts come from.
TERMS = (
    "Nội dung thủ tục là văn bản hành chính của Nhà nước, chép từ nguồn ghi ở từng dòng; giấy phép của bản chép chưa được nêu. "
    "Bản chụp để thử, không phải bản công bố. Khi dùng lại, ghi nguồn và ngày lấy."
)
FRESH = "public, max-age=300"


@require_safe
def open_data_page(request: HttpRequest) -> HttpResponse:
    on = clock.local_day(clock.now())
    screen = {"seal": open_data.seal(Narrowed(), on=on), "recent": open_data.recent(on=on, size=10), "on": on, "terms": TERMS}
    return render(request, "catalogue/machine/open_data_page.html", screen)


@require_safe
def procedures_csv(request: HttpRequest) -> HttpResponseBase:
    """All procedures in force, or those of a level, a field, a ministry; says filter, rows and hash in its head."""
    on = clock.local_day(clock.now())
    narrowed = _narrowed(request, browsing.doors(on=on))
    seal = open_data.seal(narrowed, on=on)
    answer = StreamingHttpResponse(open_data.lines(narrowed, on=on), content_type=CSV)
    say(answer, name=f"thu-tuc-{on:%Y%m%d}", narrowed=narrowed.said, rows=seal.rows, sha256=seal.sha256)
    answer["Content-Length"] = str(seal.size)
    return _fresh(request, answer, seal.sha256)


@require_safe
def dataset(request: HttpRequest) -> HttpResponseBase:
    on = clock.local_day(clock.now())
    seal = open_data.seal(Narrowed(), on=on)
    downloads = [
        linked.Download(
            address=_address(request, "open_data_csv"),
            name="Thủ tục đang có hiệu lực",
            kind="text/csv",
            size=seal.size,
            sha256=seal.sha256,
        ),
        linked.Download(address=_address(request, "open_data_changes"), name="Thay đổi", kind="application/atom+xml"),
    ]
    told = linked.Dataset(
        address=_address(request, "open_data"), name="Danh mục thủ tục hành chính", publisher=organization.province_names(on=on).office, on=on, rows=seal.rows,
        description="Thủ tục hành chính đang có hiệu lực: mã, tên, lĩnh vực, cấp, thời hạn, quyết định công bố.",
        sources=[reading.PORTAL], terms=TERMS, downloads=downloads,
    )  # fmt: skip
    return _json(request, linked.dataset(told))


@require_safe
def procedure_jsonld(request: HttpRequest, code: str) -> HttpResponseBase:
    on = clock.local_day(clock.now())
    read = reading.procedure(code, on)
    prices = [
        linked.Price(label=Channel(fee.channel).label, amount=fee.amount, words=fee.text)
        for fee in read.fees
        if fee.amount is not None
    ]
    page = _address(request, "procedure", code)
    told = linked.Service(
        address=page, code=code, name=read.name, short_name=read.short_name, field=read.field,
        agencies=read.agencies, area=organization.province_names(on=on).area if read.offered else "", applicants=read.applicants,
        prices=prices,
        ways=[
            linked.Way(label=way.label, time=way.time, address=read.online_at if way.channel == Channel.ONLINE else page)
            for way in read.channels
        ],
        results=[result.name for result in read.results], legal_bases=read.legal_bases, requirements=read.requirements,
        decision=read.decision, number=read.version.number, valid_from=read.version.valid_from, valid_to=read.version.valid_to,
        source_url=read.source_url,
    )  # fmt: skip
    return _json(request, linked.service(told))


@require_safe
def changes_feed(request: HttpRequest) -> HttpResponseBase:
    now = clock.now()
    entries = [_entry(request, fact, now) for fact in open_data.recent(on=clock.local_day(now))]
    entries.sort(key=lambda entry: entry.at, reverse=True)
    body = feed.atom(
        title="Thay đổi của danh mục thủ tục hành chính", author=organization.province_names(on=clock.local_day(now)).office, entries=entries, at=_morning(clock.local_day(now)),
        address=_address(request, "open_data_changes"), home=_address(request, "open_data"),
    )  # fmt: skip
    return _fresh(request, HttpResponse(body, content_type="application/atom+xml; charset=utf-8"), _digest(body))


def _entry(request: HttpRequest, fact: ChangeFact, now: datetime) -> feed.Entry:
    """A reader asks what is new: that is when a change was made known, not the later day from which it holds."""
    known = fact.approved_at or _morning(min(fact.on, clock.local_day(now)))
    summary = f"{fact.kind.label} từ {fact.on:%d/%m/%Y}" + (f", {fact.decision}" if fact.decision else "")
    return feed.Entry(
        key=fact.key, title=f"{fact.code} {fact.name}", address=_address(request, "procedure", fact.code) + f"?ban={fact.number}",
        at=known.astimezone(clock.TIME_ZONE), summary=summary, category=str(fact.kind),
    )  # fmt: skip


def _narrowed(request: HttpRequest, known: browsing.Doors) -> Narrowed:
    """Only what there is: an unknown field would be an empty table that looks like an answer."""
    level, field, ministry = (request.GET.get(name, "") for name in ("cap", "linh-vuc", "nganh"))
    field, named = browsing.field_now(field), {one.slug: one.name for one in known.ministries}
    if (
        (level and level not in browsing.LEVELS)
        or (field and field not in {one.slug for one in known.fields})
        or (ministry and ministry not in named)
    ):
        raise Http404
    return Narrowed(level=browsing.LEVELS[level] if level else "", field=field, ministry=named.get(ministry, ""))


def _address(request: HttpRequest, name: str, *args: str) -> str:
    return request.build_absolute_uri(reverse(name, args=args))


def _morning(day: date) -> datetime:
    """The moment at which something of a day begins to hold."""
    return clock.midnight(day)


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _json(request: HttpRequest, told: dict[str, Any]) -> HttpResponseBase:
    body = json.dumps(told, ensure_ascii=False, indent=1).encode()
    return _fresh(request, HttpResponse(body, content_type="application/ld+json"), _digest(body))


def _fresh(request: HttpRequest, answer: HttpResponseBase, digest: str) -> HttpResponseBase:
    """Kept by caches for some minutes, and not sent again to who has it."""
    answer["ETag"], answer["Cache-Control"] = f'"{digest[:32]}"', FRESH
    answer["Access-Control-Allow-Origin"], answer["Cross-Origin-Resource-Policy"] = "*", "cross-origin"
    return cast(HttpResponseBase, get_conditional_response(request, etag=answer["ETag"], response=cast(Any, answer)))
