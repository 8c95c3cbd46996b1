"""Rows of a table by SQL text made once: for the few paths where building a query costs more than running it.

The columns and their conversions are the model's own, so a new field needs nothing here. psycopg prepares a text that comes
again, so the database does not plan it anew either.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model

Row = TypeVar("Row", bound=Model)


class Rows(Generic[Row]):
    """The rows of one model."""

    def __init__(self, model: type[Row]) -> None:
        self._model = model
        self._fields = tuple(model._meta.concrete_fields)
        self._names = [field.attname for field in self._fields]
        self._given = tuple(field for field in self._fields if not field.primary_key)
        self._by_name = {field.attname: field for field in self._fields}
        table = f'"{model._meta.db_table}"'
        columns = ", ".join(f'"{field.column}"' for field in self._fields)
        given = ", ".join(f'"{field.column}"' for field in self._given)
        self._select = f"SELECT {columns} FROM {table} WHERE "  # noqa: S608 (names of our own tables)
        self._insert = f"INSERT INTO {table} ({given}) VALUES ({', '.join(['%s'] * len(self._given))}) RETURNING id"  # noqa: S608
        self._table = table

    def select(self, where: str, values: Sequence[Any]) -> list[Row]:
        """The rows that meet a condition written in SQL; its values are bound."""
        with connection.cursor() as cursor:
            cursor.execute(self._select + where, values)
            found = cursor.fetchall()
        return [self._model.from_db("default", self._names, self._read(row)) for row in found]

    def first(self, where: str, values: Sequence[Any]) -> Row | None:
        rows = self.select(where, values)
        return rows[0] if rows else None

    def insert(self, row: Row) -> Row:
        """Insert one row and give it its id."""
        values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in self._given]
        with connection.cursor() as cursor:
            cursor.execute(self._insert, values)
            row.pk = cursor.fetchone()[0]
        row._state.adding, row._state.db = False, "default"
        return row

    def update(self, row: Row, *names: str) -> None:
        """Write the named attributes (`agency_id`, not `agency`) of one row."""
        values = [self._by_name[name].get_db_prep_save(getattr(row, name), connection) for name in names]
        with connection.cursor() as cursor:
            cursor.execute(self._update(names), [*values, row.pk])

    @cache  # noqa: B019 (one instance a model, for the life of the process)
    def _update(self, names: tuple[str, ...]) -> str:
        pairs = ", ".join(f'"{self._by_name[name].column}" = %s' for name in names)
        return f"UPDATE {self._table} SET {pairs} WHERE id = %s"  # noqa: S608

    def _read(self, row: Sequence[Any]) -> list[Any]:
        return [
            field.from_db_value(value, None, connection) if hasattr(field, "from_db_value") else value
            for field, value in zip(self._fields, row, strict=True)
        ]
