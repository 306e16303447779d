"""All rows of a database: told as one text, kept, and put back."""

import json
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, Table, insert, select, text

from src.work.engines import WRITE

_OF_REQUEST = "request_id"
_NAMED = {"student_id": "students", "course_id": "courses", "term_id": "terms"}


class Rows:
    """The rows of a database at the start, and what they are now."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        tables = MetaData()
        tables.reflect(engine)
        self._tables = [each for each in tables.sorted_tables if each.name != "alembic_version"]
        self._kept = self._read()
        self._last_ids = {
            name: max((row["id"] for row in rows if "id" in row), default=0)
            for name, rows in self._kept.items()
        }
        if self._path:
            self._copy(self._path, self._kept_path)

    @property
    def _path(self) -> Path | None:
        """The file, where the database is one."""
        url = self._engine.url
        return Path(str(url.database)) if url.get_backend_name() == "sqlite" else None

    @property
    def _kept_path(self) -> Path:
        return Path(f"{self._engine.url.database}.start")

    def _read(self) -> dict[str, list[Mapping[str, Any]]]:
        with self._engine.connect() as connection:
            return {
                table.name: [
                    dict(row._mapping)
                    for row in connection.execute(select(table).order_by(*table.primary_key))
                ]
                for table in self._tables
            }

    def told(self) -> str:
        """A line for every row; an id that is new is called so, since PostgreSQL skips the ids
        of what failed.
        """
        lines = (
            f"{name} {json.dumps(self._told(name, row), sort_keys=True, default=str)}"
            for name, rows in self._read().items()
            for row in rows
        )
        return "\n".join(lines)

    def _told(self, table: str, row: Mapping[str, Any]) -> dict[str, Any]:
        told = {key: value for key, value in row.items() if key != _OF_REQUEST}
        for key, of_table in (_NAMED | {"id": table}).items():
            if (told.get(key) or 0) > self._last_ids[of_table]:
                told[key] = "new"
        return told

    def put_back(self) -> None:
        """Make the rows those of the start."""
        if self._path:
            self._copy(self._kept_path, self._path)
            return
        with self._engine.connect().execution_options(**WRITE) as connection, connection.begin():
            names = ", ".join(table.name for table in self._tables)
            connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))
            for table in self._tables:
                self._insert(connection, table)

    def _insert(self, connection: Connection, table: Table) -> None:
        if rows := self._kept[table.name]:
            connection.execute(insert(table), list(rows))
        if last := self._last_ids[table.name]:
            sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
            connection.execute(text(f"SELECT setval({sequence}, {last})"))

    def _copy(self, source: Path, target: Path) -> None:
        """Write one file's pages over another's, in one transaction."""
        # Two libraries of SQLite in one process would let go of each other's locks.
        driver = self._engine.dialect.loaded_dbapi
        with closing(driver.connect(source)) as one, closing(driver.connect(target)) as other:
            one.backup(other)
