"""What tests of the checks share."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.factories import make_term


@pytest.fixture
def term(client: FlaskClient) -> dict[str, Any]:
    """A term with a limit of 10 credits."""
    return make_term(client, max_credits=10)
