"""Rows of a table by SQL text made once: for the few paths where building a query costs more than running it.

The columns and their conversions are the model's own, so a new field needs nothing here. psycopg prepares a text that comes
again, so the database does not plan it anew either.
"""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models import Field, Model

Row = TypeVar("Row", bound=Model)

Values = Sequence[Any] | Mapping[str, Any]

_kept = threading.local()


def fetch(statement: str, values: Values = ()) -> list[tuple[Any, ...]]:
    """Run one statement that gives rows, and give them all."""
    rows: list[tuple[Any, ...]] = _run(statement, values).fetchall()
    return rows


def execute(statement: str, values: Values = ()) -> None:
    """Run one statement that gives no rows."""
    _run(statement, values)


def _run(statement: str, values: Values) -> Any:
    """The cursor is kept with the thread's connection: making one anew costs more than most of our statements."""
    database: Any = connections[DEFAULT_DB_ALIAS]
    if database.queries_logged or database.execute_wrappers:  # somebody counts or watches the statements
        watched = database.cursor()
        watched.execute(statement, values)
        return watched
    database.close_if_health_check_failed()
    database.ensure_connection()
    cursor = getattr(_kept, "cursor", None)
    if cursor is None or cursor.connection is not database.connection:
        cursor = _kept.cursor = database.create_cursor()
    database.validate_no_broken_transaction()
    with database.wrap_database_errors:
        cursor.execute(statement, values or None)
    return cursor


class Rows(Generic[Row]):
    """The rows of one model."""

    def __init__(self, model: type[Row]) -> None:
        self._model = model
        self._fields = tuple(model._meta.concrete_fields)
        self.names = [field.attname for field in self._fields]
        self._given = tuple(field for field in self._fields if not field.primary_key)
        self._writers = {field.attname: _writer(field) for field in self._fields}
        self._readers = [(place, read) for place, field in enumerate(self._fields) if (read := _reader(field))]
        self._table = f'"{model._meta.db_table}"'
        columns = ", ".join(f'"{field.column}"' for field in self._fields)
        given = ", ".join(f'"{field.column}"' for field in self._given)
        self._select = f"SELECT {columns} FROM {self._table} WHERE "  # noqa: S608 (names of our own tables)
        self._copy = f"COPY {self._table} ({columns}) FROM STDIN"
        self._insert = f"INSERT INTO {self._table} ({given}) VALUES ({', '.join(['%s'] * len(self._given))}) RETURNING id"  # noqa: S608

    def select(self, where: str, values: Sequence[Any]) -> list[Row]:
        """The rows that meet a condition written in SQL; its values are bound."""
        return [self._model.from_db("default", self.names, self._read(row)) for row in fetch(self._select + where, values)]

    def first(self, where: str, values: Sequence[Any]) -> Row | None:
        rows = self.select(where, values)
        return rows[0] if rows else None

    def insert(self, row: Row) -> Row:
        """Insert one row and give it its id."""
        row.pk = fetch(self._insert, self._values(row, self._given))[0][0]
        row._state.adding, row._state.db = False, "default"
        return row

    def insert_many(self, rows: Sequence[Row]) -> None:
        """Insert rows of which nobody needs the id, in one statement."""
        if rows:
            execute(
                self._insert_many(),
                [list(column) for column in zip(*(self._values(row, self._given) for row in rows), strict=True)],
            )

    def copy(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Stream in thousands of rows and give them their ids: as bound values of statements they cost several times as much."""
        if not rows:
            return rows
        for row, id_ in zip(rows, self.new_ids(len(rows)), strict=True):
            row.pk, row._state.adding, row._state.db = id_, False, "default"
        self.copy_values(self._values(row, self._fields) for row in rows)
        return rows

    def new_ids(self, count: int) -> list[int]:
        """Ids that nobody else will have."""
        ids = fetch(f"SELECT nextval(pg_get_serial_sequence('{self._table}', 'id')) FROM generate_series(1, %s)", [count])  # noqa: S608
        return [id_ for (id_,) in ids]

    def copy_values(self, rows: Iterable[Sequence[Any]]) -> None:
        """Stream in rows as `values` gives them: where thousands are alike, one is made and the others are written from it."""
        with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(self._copy) as stream:
            for row in rows:
                stream.write_row(row)

    def values(self, row: Row) -> list[Any]:
        """Every column of a row, as the database is given it."""
        return self._values(row, self._fields)

    def place(self, name: str) -> int:
        """Where an attribute stands among the values."""
        return self.names.index(name)

    def update(self, row: Row, *names: str) -> None:
        """Write the named attributes (`agency_id`, not `agency`) of one row."""
        execute(self._update(names), [*(self._writers[name](getattr(row, name)) for name in names), row.pk])

    def _values(self, row: Row, fields: Sequence["Field[Any, Any]"]) -> list[Any]:
        return [self._writers[field.attname](getattr(row, field.attname)) for field in fields]

    @cache  # noqa: B019 (one instance a model, for the life of the process)
    def _insert_many(self) -> str:
        columns = ", ".join(f'"{field.column}"' for field in self._given)
        # A cast to varchar(n) would cut a long text without a word; the insertion itself refuses it.
        kinds = [(field.db_type(connection) or "text").partition("(")[0].replace("varchar", "text") for field in self._given]
        return f"INSERT INTO {self._table} ({columns}) SELECT * FROM unnest({', '.join(f'%s::{kind}[]' for kind in kinds)})"  # noqa: S608

    @cache  # noqa: B019
    def _update(self, names: tuple[str, ...]) -> str:
        columns = {field.attname: field.column for field in self._fields}
        pairs = ", ".join(f'"{columns[name]}" = %s' for name in names)
        return f"UPDATE {self._table} SET {pairs} WHERE id = %s"  # noqa: S608

    def _read(self, row: tuple[Any, ...]) -> Sequence[Any]:
        if not self._readers:
            return row
        read = list(row)
        for place, reader in self._readers:
            read[place] = reader(read[place])
        return read


def _writer(field: "Field[Any, Any]") -> Callable[[Any], Any]:
    """How an attribute becomes a bound value. Plain kinds skip the field's own conversions, which ask the same each time."""
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(target, models.IntegerField):
        return _whole
    if isinstance(target, models.CharField | models.TextField):
        return _text
    if isinstance(target, models.DateTimeField):
        return _moment
    if isinstance(target, models.BooleanField | models.BinaryField):
        return _same
    return lambda value: field.get_db_prep_save(value, connection)


def _reader(field: "Field[Any, Any]") -> Callable[[Any], Any] | None:
    if not hasattr(field, "from_db_value"):
        return None
    return lambda value: field.from_db_value(value, None, connection)


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)  # an IntEnum too


def _text(value: Any) -> str | None:
    return value if value is None or type(value) is str else str(value)


def _moment(value: Any) -> Any:
    if value is not None and value.tzinfo is None:
        raise ValueError("a moment without its offset")
    return value


def _same(value: Any) -> Any:
    return value
