"""The database holds the rules too: each constraint refuses what breaks it, by name."""

from typing import Any

import pytest
from sqlalchemy import Connection, Table, delete, insert, update
from sqlalchemy.exc import IntegrityError

from src.models import Base
from tests.integration.models.cases import (
    CHECKS,
    FOREIGN_KEYS,
    NEVER_NULL,
    STRICT_TYPES,
    UNIQUES,
    Case,
)
from tests.integration.models.rows import COURSES, STUDENTS, TERMS, Row

NOT_NULL = [(table, column) for table, columns in NEVER_NULL.items() for column in columns]


def named(value: object) -> str:
    """How a case or a table is called in the name of a test."""
    return str(getattr(value, "name", value))


def refusal(connection: Connection, statement: Any, row: Row | None = None) -> Any:
    """The driver's exception for a statement that must be refused."""
    with pytest.raises(IntegrityError) as refused, connection.begin_nested():
        connection.execute(statement, row)
    return refused.value.orig


def assert_names(error: Any, constraint: str, *, on_sqlite: str) -> None:
    """The refusal names the constraint, as far as the database does."""
    diagnosis = getattr(error, "diag", None)
    if diagnosis is None:
        assert str(error) == on_sqlite
    else:
        assert diagnosis.constraint_name == constraint


@pytest.mark.parametrize("case", CHECKS, ids=named)
def test_a_check_refuses_and_takes_its_neighbor(inhabited: Connection, case: Case) -> None:
    error = refusal(inhabited, insert(case.table), case.row(case.bad))

    assert_names(error, case.name, on_sqlite=f"CHECK constraint failed: {case.name}")
    inhabited.execute(insert(case.table), case.row(case.good))


@pytest.mark.parametrize("case", UNIQUES, ids=named)
def test_a_second_of_its_kind_is_refused(inhabited: Connection, case: Case) -> None:
    error = refusal(inhabited, insert(case.table), case.row(case.bad))

    columns = ", ".join(case.columns)
    assert_names(error, case.name, on_sqlite=f"UNIQUE constraint failed: {columns}")
    inhabited.execute(insert(case.table), case.row(case.good))


@pytest.mark.parametrize("case", FOREIGN_KEYS, ids=named)
def test_a_row_names_only_what_exists(inhabited: Connection, case: Case) -> None:
    error = refusal(inhabited, insert(case.table), case.row(case.bad))

    assert_names(error, case.name, on_sqlite="FOREIGN KEY constraint failed")
    inhabited.execute(insert(case.table), case.row(case.good))


@pytest.mark.parametrize(
    ("table", "name"),
    [
        (STUDENTS, "fk_student_courses_student_id_students"),
        (TERMS, "fk_courses_term_id_terms"),
        (COURSES, "fk_student_courses_course_id_courses"),
    ],
    ids=named,
)
@pytest.mark.parametrize("act", ["delete", "renumber"])
def test_a_parent_stays_where_a_row_names_it(
    inhabited: Connection, table: Table, name: str, act: str
) -> None:
    statement: Any = delete(table) if act == "delete" else update(table).values(id=9)

    error = refusal(inhabited, statement.where(table.c.id == 2))

    assert_names(error, name, on_sqlite="FOREIGN KEY constraint failed")
    done = inhabited.execute(statement.where(table.c.id == 1))
    assert done.rowcount == 1


@pytest.mark.parametrize(("table", "column"), NOT_NULL, ids=named)
def test_what_is_required_is_never_null(inhabited: Connection, table: Table, column: str) -> None:
    case = Case(column, table, {column: None})

    error = refusal(inhabited, insert(table), case.row(case.bad))

    diagnosis = getattr(error, "diag", None)
    if diagnosis is None:
        assert str(error) == f"NOT NULL constraint failed: {table.name}.{column}"
    else:
        assert (diagnosis.table_name, diagnosis.column_name) == (table.name, column)
    inhabited.execute(insert(table), case.row(case.good))


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("table", "column", "value", "says"), STRICT_TYPES)
def test_sqlite_keeps_no_value_of_another_type(
    inhabited: Connection, table: Table, column: str, value: object, says: str
) -> None:
    case = Case(column, table, {column: value})

    error = refusal(inhabited, insert(table), case.row(case.bad))

    assert str(error) == says
    inhabited.execute(insert(table), case.row(case.good))


def test_every_constraint_of_the_models_has_a_case() -> None:
    tables = Base.metadata.tables.values()
    named_ones = {
        str(constraint.name)
        for table in tables
        for constraint in (*table.constraints, *table.foreign_key_constraints)
    } | {str(index.name) for table in tables for index in table.indexes if index.unique}
    required = {
        (table, column.name)
        for table in tables
        for column in table.columns
        if not column.nullable and column.name != "id"
    }

    assert {case.name for case in (*CHECKS, *UNIQUES, *FOREIGN_KEYS)} == named_ones
    assert set(NOT_NULL) == required
