"""What the tests of models share."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, insert

from tests.integration.migrations.connections import trying
from tests.integration.models.rows import THERE


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    """A connection to a database without rows; what it writes is rolled back."""
    with trying(database_url) as connection:
        yield connection


@pytest.fixture
def inhabited(connection: Connection) -> Connection:
    """The same, with two students, two terms, two courses and one place in a queue."""
    for table, row in THERE:
        connection.execute(insert(table), row)
    return connection
