"""Controller tests are transactions that never happened.

The session joins a transaction that the fixture rolls back, so a test may flush and
commit as it likes and costs next to nothing. Such a test never sees BEGIN IMMEDIATE,
the gate or a real commit: what needs those goes through HTTP.
"""

from collections.abc import Iterator
from typing import Any, cast

import pytest
from flask import Flask

from src.controllers import connections
from src.extensions import db
from src.work.engines import WRITE


@pytest.fixture(autouse=True)
def rolled_back(app: Flask) -> Iterator[None]:
    """Everything that the test does, undone at its end."""
    with app.app_context():
        engine = db.engine
        with engine.connect().execution_options(**WRITE) as connection:
            transaction = connection.begin()
            # Flask-SQLAlchemy's session looks its engine up here, whatever it is bound to.
            engines = cast("dict[str | None, Any]", db.engines)
            engines[None] = connection
            db.session.configure(join_transaction_mode="create_savepoint")
            try:
                with connections.act_on(connection):
                    yield
            finally:
                db.session.remove()
                transaction.rollback()
                db.session.configure(join_transaction_mode="conditional_savepoint")
                engines[None] = engine
