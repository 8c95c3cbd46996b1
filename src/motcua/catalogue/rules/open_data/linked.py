"""How does a procedure read in the words of schema.org? Only what the source says is said; what is unknown is left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

CONTEXT = "https://schema.org"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    label: str
    time: str
    #: Where one files, or reads how.
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """In đồng, where the published words leave no doubt."""

    label: str
    amount: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    address: str
    code: str
    name: str
    short_name: str
    field: str
    agencies: str
    area: str
    applicants: Sequence[str]
    ways: Sequence[Way]
    prices: Sequence[Price]
    results: Sequence[str]
    legal_bases: Sequence[str]
    requirements: Sequence[str]
    decision: str
    number: int
    valid_from: date
    valid_to: date | None
    source_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    address: str
    name: str
    kind: str
    size: int | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    address: str
    name: str
    description: str
    publisher: str
    on: date
    rows: int
    sources: Sequence[str]
    terms: str
    downloads: Sequence[Download]


def service(told: Service) -> dict[str, Any]:
    """A procedure as a GovernmentService.

    Basis: house choice (schema.org GovernmentService).
    """
    return _said(
        {
            "@context": CONTEXT,
            "@type": "GovernmentService",
            "@id": told.address,
            "url": told.address,
            "identifier": {"@type": "PropertyValue", "propertyID": "Mã thủ tục hành chính", "value": told.code},
            "name": told.name,
            "alternateName": told.short_name if told.short_name != told.name else "",
            "serviceType": told.field,
            "provider": _named("GovernmentOrganization", told.agencies),
            "areaServed": _named("AdministrativeArea", told.area),
            "audience": {"@type": "Audience", "audienceType": "; ".join(told.applicants)} if told.applicants else None,
            "availableChannel": [_channel(way) for way in told.ways],
            "offers": [_offer(price) for price in told.prices],
            "serviceOutput": [_named("Thing", name) for name in told.results],
            "termsOfService": f"{told.address}#luat" if told.requirements or told.legal_bases else "",
            "mainEntityOfPage": _page(told),
            "sameAs": told.source_url,
        }
    )


def dataset(told: Dataset) -> dict[str, Any]:
    """The catalogue as a Dataset with its downloads.

    Basis: house choice (schema.org Dataset).
    """
    return _said(
        {
            "@context": CONTEXT,
            "@type": "Dataset",
            "@id": told.address,
            "url": told.address,
            "name": told.name,
            "description": told.description,
            "inLanguage": "vi",
            "publisher": _named("GovernmentOrganization", told.publisher),
            "temporalCoverage": told.on.isoformat(),
            "size": f"{told.rows} thủ tục",
            "isBasedOn": list(told.sources),
            "usageInfo": told.terms,
            "distribution": [_download(one) for one in told.downloads],
        }
    )


def _page(told: Service) -> dict[str, Any]:
    coverage = f"{told.valid_from.isoformat()}/{told.valid_to.isoformat() if told.valid_to else '..'}"
    bases = [{"@type": "Legislation", "legislationIdentifier": base} for base in told.legal_bases]
    if told.decision:
        bases.insert(0, {"@type": "Legislation", "legislationIdentifier": told.decision, "legislationType": "Quyết định công bố"})
    return {
        "@type": "WebPage", "@id": told.address, "inLanguage": "vi", "version": told.number, "temporalCoverage": coverage,
        "citation": bases,
    }  # fmt: skip


def _channel(way: Way) -> dict[str, Any]:
    return {
        "@type": "ServiceChannel", "name": way.label, "availableLanguage": "vi", "serviceUrl": way.address,
        "description": f"Thời hạn: {way.time}" if way.time else "",
    }  # fmt: skip


def _offer(price: Price) -> dict[str, Any]:
    return {"@type": "Offer", "name": price.label, "price": price.amount, "priceCurrency": "VND", "description": price.words}


def _download(one: Download) -> dict[str, Any]:
    return {
        "@type": "DataDownload", "name": one.name, "contentUrl": one.address, "encodingFormat": one.kind,
        "contentSize": f"{one.size} B" if one.size else "", "sha256": one.sha256,
    }  # fmt: skip


def _named(kind: str, name: str) -> dict[str, Any] | None:
    return {"@type": kind, "name": name} if name else None


def _said(told: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is not said; zero is said."""
    return {key: part for key, value in told.items() if (part := _part(value)) not in (None, "", [], {})}


def _part(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _said(value)
    return [_part(one) for one in value] if isinstance(value, list) else value
