"""An import contract: one room may enter another only through its front door. Used by import-linter, see pyproject.toml."""

from collections.abc import Iterator
from typing import Any

from importlinter import Contract, ContractCheck, fields, output


class FrontDoor(Contract):
    """One room may enter another only through its front door."""

    house = fields.StringField()
    door = fields.StringField()
    open_rooms = fields.SetField(subfield=fields.StringField(), required=False)
    #: Rooms that mount the others: settings, addresses, command line
    wiring = fields.SetField(subfield=fields.StringField(), required=False)

    def check(self, graph: Any, verbose: bool) -> ContractCheck:
        trespasses = sorted(self._trespasses(graph))
        return ContractCheck(kept=not trespasses, metadata={"trespasses": trespasses})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for trespass in check.metadata["trespasses"]:
            output.print_error(trespass)

    def _trespasses(self, graph: Any) -> Iterator[str]:
        for importer in graph.modules:
            for imported in graph.find_modules_directly_imported_by(importer):
                if self._is_trespass(importer, imported):
                    yield f"{importer} -> {imported}"

    def _is_trespass(self, importer: str, imported: str) -> bool:
        room, visitor = self._room(imported), self._room(importer)
        if room is None or room == visitor or room in (self.open_rooms or ()) or visitor in (self.wiring or ()):
            return False
        return imported != f"{self.house}.{room}.{self.door}"

    def _room(self, module: str) -> str | None:
        house, _, rest = module.partition(".")
        return rest.partition(".")[0] if house == self.house and rest else None
