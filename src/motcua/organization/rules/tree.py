"""Which agencies exist on a day, who stands under whom, and what did an agency become?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from motcua.foundation.errors import NotFound, NotPossible
from motcua.foundation.text import fold, tidy
from motcua.organization.facts import PARTS, PROVINCIAL, AgencyFact, IdentifierStatus, Kind, Placement, Successor


class AgencyUnknown(NotFound):
    code = "agency_unknown"
    vi = "Không có cơ quan, đơn vị này."
    en = "There is no such agency."


class AgencyNotCalledThat(NotFound):
    code = "agency_not_called_that"
    vi = "Không có cơ quan đang hoạt động nào mang mã thống kê, mã định danh hoặc tên «{named}»."
    en = "No agency in being has the statistical code, the identifier or the name «{named}»."


class AgencyNameShared(NotPossible):
    code = "agency_name_shared"
    vi = "Có {count} cơ quan mang tên «{named}»; ghi mã thống kê thay cho tên."
    en = "{count} agencies have the name «{named}»; give the statistical code instead."


class AgencyClosed(NotPossible):
    code = "agency_closed"
    vi = "{name} không hoạt động vào ngày {day}."
    en = "{name} does not exist on {day}."


class AgencyWasSplit(NotPossible):
    code = "agency_was_split"
    vi = "{name} đã chia cho nhiều đơn vị: {successors}. Cần chọn một."
    en = "{name} was divided among several agencies: {successors}. Choose one."


class AgencyHasNoIdentifier(NotPossible):
    code = "agency_has_no_identifier"
    vi = "{name} chưa có mã định danh dùng được, cơ quan cấp trên cũng chưa có. Nhập mã định danh trước khi tiếp nhận hồ sơ."
    en = "{name} has no identifier that can be used, nor has any agency above it. Enter one before dossiers are received."


def _in_force(start: date | None, end: date | None, day: date) -> bool:
    return (start is None or start <= day) and (end is None or day < end)


class AgencyTree:
    """All agencies of the installation, present and past; immutable."""

    def __init__(
        self,
        agencies: Iterable[AgencyFact],
        placements: Iterable[Placement] = (),
        successions: Iterable[Successor] = (),
        staffed: Iterable[int] = (),
    ) -> None:
        #: Agencies that ended and had people here: what ended before our records has no open work.
        self._staffed = frozenset(staffed)
        self.by_id: Mapping[int, AgencyFact] = {agency.id: agency for agency in agencies}
        self._parents: dict[int, list[Placement]] = defaultdict(list)
        self._children: dict[int, list[Placement]] = defaultdict(list)
        self._successors: dict[int, list[Successor]] = defaultdict(list)
        self._predecessors: dict[int, list[Successor]] = defaultdict(list)
        self._by_statistical_code: dict[str, list[int]] = defaultdict(list)
        self._by_identifier: dict[str, int] = {}
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._subtrees: dict[tuple[int, date | None], frozenset[int]] = {}
        self._before: dict[tuple[int, date | None], frozenset[int]] = {}
        for agency in sorted(self.by_id.values(), key=lambda agency: (agency.valid_to is None, agency.id)):
            self._by_name[_name_key(agency.name)].append(agency.id)
            if agency.statistical_code:
                self._by_statistical_code[agency.statistical_code].append(agency.id)
            if agency.identifier:
                self._by_identifier[agency.identifier] = agency.id
        for placement in placements:
            self._parents[placement.agency_id].append(placement)
            self._children[placement.parent_id].append(placement)
        for succession in successions:
            self._successors[succession.predecessor_id].append(succession)
            self._predecessors[succession.successor_id].append(succession)

    def get(self, agency_id: int) -> AgencyFact:
        """The agency, whatever its dates. Raises AgencyUnknown."""
        try:
            return self.by_id[agency_id]
        except KeyError:
            raise AgencyUnknown from None

    def require_open(self, agency_id: int, *, on: date) -> AgencyFact:
        """The agency, if it exists on that day. Raises AgencyUnknown, AgencyClosed."""
        agency = self.get(agency_id)
        if not agency.exists_on(on):
            raise AgencyClosed(name=agency.name, day=f"{on:%d/%m/%Y}")
        return agency

    def by_identifier(self, identifier: str) -> AgencyFact | None:
        found = self._by_identifier.get(identifier)
        return self.by_id[found] if found is not None else None

    def called(self, named: str, *, on: date) -> AgencyFact:
        """The one agency of a day that is meant by a statistical code, an identifier or a whole name.

        Raises AgencyNotCalledThat, AgencyNameShared. Basis: house choice.
        """
        named = tidy(named)
        known = [*self._by_statistical_code.get(named, ()), *self._by_name.get(_name_key(named), ())]
        if named in self._by_identifier:
            known.append(self._by_identifier[named])
        found = {agency_id for agency_id in known if self.by_id[agency_id].exists_on(on)}
        if len(found) > 1:
            raise AgencyNameShared(named=named, count=len(found))
        if not found:
            raise AgencyNotCalledThat(named=named)
        return self.by_id[found.pop()]

    def select(self, *, kinds: frozenset[Kind] | None = None, on: date | None = None) -> tuple[AgencyFact, ...]:
        """The agencies of these kinds that exist on a day (or ever), in the order of their codes."""
        found = (
            agency
            for agency in self.by_id.values()
            if (kinds is None or agency.kind in kinds) and (on is None or agency.exists_on(on))
        )
        return tuple(sorted(found, key=_order))

    def parent_of(self, agency_id: int, *, on: date | None = None) -> int | None:
        """The agency above, on a day or by the last placement."""
        placements = self._parents.get(agency_id, ())
        if on is None:
            return max(placements, key=_start).parent_id if placements else None
        return next((p.parent_id for p in placements if _in_force(p.valid_from, p.valid_to, on)), None)

    def children_of(self, agency_id: int, *, on: date | None = None) -> tuple[AgencyFact, ...]:
        found = {p.agency_id for p in self._children.get(agency_id, ()) if self.parent_of(p.agency_id, on=on) == agency_id}
        kept = (self.by_id[child] for child in found)
        return tuple(sorted((child for child in kept if on is None or child.exists_on(on)), key=_order))

    def subtree(self, agency_id: int, *, on: date | None = None) -> frozenset[int]:
        """The agency and everything below it."""
        if (agency_id, on) not in self._subtrees:
            below = (self.subtree(child.id, on=on) for child in self.children_of(agency_id, on=on))
            self._subtrees[agency_id, on] = frozenset({agency_id}).union(*below)
        return self._subtrees[agency_id, on]

    def line_above(self, agency_id: int, *, on: date | None = None) -> tuple[int, ...]:
        """The agency, its parent, and so on to the top."""
        line: list[int] = []
        step: int | None = agency_id
        while step is not None and step not in line:
            line.append(step)
            step = self.parent_of(step, on=on)
        return tuple(line)

    def whole_agency(self, agency_id: int, *, on: date | None = None) -> int:
        """A division, branch or reception point acts for the agency it is a part of."""
        while self.get(agency_id).kind in PARTS and (above := self.parent_of(agency_id, on=on)) is not None:
            agency_id = above
        return agency_id

    def centre_of(self, agency_id: int, *, on: date | None = None) -> AgencyFact | None:
        """The service centre where this agency's dossiers come in.

        Basis: NĐ 118/2025/NĐ-CP Điều 7; NĐ 309/2026/NĐ-CP Điều 3.
        """
        whole = self.get(self.whole_agency(agency_id, on=on))
        if whole.kind in PROVINCIAL:
            return next(iter(self.select(kinds=frozenset({Kind.PROVINCIAL_CENTRE}), on=on)), None)
        if whole.kind is Kind.COMMUNE:
            return next((child for child in self.children_of(whole.id, on=on) if child.kind is Kind.COMMUNE_CENTRE), None)
        return whole

    def served_by(self, centre_id: int, *, on: date | None = None) -> tuple[AgencyFact, ...]:
        """The agencies whose dossiers a centre receives by its place (boundary-free reception goes further).

        Basis: NĐ 118/2025/NĐ-CP Điều 7; NĐ 309/2026/NĐ-CP Điều 3.
        """
        centre = self.get(self.whole_agency(centre_id, on=on))
        if centre.kind is Kind.PROVINCIAL_CENTRE:
            return self.select(kinds=PROVINCIAL, on=on)
        if centre.kind is Kind.ONE_TIER_CENTRE:
            return self.select(kinds=PROVINCIAL | {Kind.COMMUNE}, on=on)
        parent = self.parent_of(centre.id, on=on)
        return (self.by_id[parent],) if centre.kind is Kind.COMMUNE_CENTRE and parent is not None else ()

    def successors_of(self, agency_id: int) -> tuple[Successor, ...]:
        return tuple(self._successors.get(agency_id, ()))

    def predecessors_of(self, agency_id: int) -> tuple[Successor, ...]:
        return tuple(self._predecessors.get(agency_id, ()))

    def before(self, agency_id: int, *, on: date | None = None) -> frozenset[int]:
        """The agencies that this one goes on from, by a day or ever, however many times removed."""
        if (agency_id, on) not in self._before:
            steps = [step.predecessor_id for step in self.predecessors_of(agency_id) if on is None or step.on <= on]
            self._before[agency_id, on] = frozenset(steps).union(*(self.before(step, on=on) for step in steps))
        return self._before[agency_id, on]

    def work_left_by(self, agency_id: int, *, on: date) -> frozenset[int]:
        """The agencies before this one that may have left open work."""
        return self.before(agency_id, on=on) & self._staffed

    def become(self, agency_id: int, *, on: date) -> tuple[AgencyFact, ...]:
        """What an agency is on a day: itself while it lasts, else what followed, however many times."""
        agency = self.get(agency_id)
        if agency.valid_to is None or on < agency.valid_to:
            return (agency,)
        followed = (self.become(step.successor_id, on=on) for step in self.successors_of(agency_id) if step.on <= on)
        return tuple(sorted({found.id: found for several in followed for found in several}.values(), key=_order))

    def current(self, agency_id: int, *, on: date) -> AgencyFact:
        """The one agency that goes on with this one's work. Raises AgencyUnknown, AgencyClosed, AgencyWasSplit.

        Basis: house choice (running dossiers go on after a merger); the transfer clause of the law was not read.
        """
        agency, found = self.get(agency_id), self.become(agency_id, on=on)
        if not found:
            raise AgencyClosed(name=agency.name, day=f"{on:%d/%m/%Y}")
        if len(found) > 1:
            raise AgencyWasSplit(name=agency.name, successors=", ".join(one.name for one in found))
        return found[0]

    def succeeded_by(self, *, statistical_code: str = "", name: str = "", on: date) -> tuple[AgencyFact, ...]:
        """What an old code or name means on a day; several answers when the old unit was divided or the name was common.

        Basis: Nghị quyết on the arrangement of commune-level units of An Giang 2025, by the statistics office's list.
        """
        known = (
            self._by_statistical_code.get(statistical_code, ()) if statistical_code else self._by_name.get(_name_key(name), ())
        )
        found = {one.id: one for agency_id in known for one in self.become(agency_id, on=on) if one.exists_on(on)}
        return tuple(sorted(found.values(), key=_order))

    def code_prefix(self, agency_id: int) -> str:
        """The identifier with which this agency's dossier codes begin: its own, else that of the nearest agency above with a
        suffix that cannot be taken for an official one; one that nobody has verified begins no code. Raises AgencyHasNoIdentifier.

        Basis: TT 03/2025/TT-VPCP Điều 13 (unit part of the code); the suffix is a house choice.
        """
        for step in self.line_above(agency_id):
            identifier = self.by_id[step].identifier
            if identifier and self.by_id[step].identifier_status is not IdentifierStatus.UNVERIFIED:
                return identifier if step == agency_id else f"{identifier}.X{agency_id}"
        raise AgencyHasNoIdentifier(name=self.get(agency_id).name)


def _name_key(name: str) -> str:
    return fold(tidy(name))


def _start(placement: Placement) -> date:
    return placement.valid_from or date.min


def _order(agency: AgencyFact) -> tuple[int, str, int]:
    return (list(Kind).index(agency.kind), agency.statistical_code, agency.id)
