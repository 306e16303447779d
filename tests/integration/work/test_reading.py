"""Connections for reads, which threads keep."""

import pytest
from flask import Flask
from sqlalchemy import literal_column, select
from sqlalchemy.exc import DBAPIError

from src.controllers.connections import reading_on
from src.controllers.statements import Statement
from src.extensions import READING, db


def test_a_thread_keeps_its_cursor(app: Flask) -> None:
    with app.app_context():
        engine = db.engines[READING]
        assert reading_on(engine) is reading_on(engine)


def test_a_cursor_whose_statement_failed_is_not_used_again(app: Flask) -> None:
    broken = Statement(select(literal_column("no_such_column")))
    with app.app_context():
        engine = db.engines[READING]
        first = reading_on(engine)
        with pytest.raises(DBAPIError):
            broken.all()
        assert reading_on(engine) is not first
