"""The short way to check an e-mail address agrees with the library's long one."""

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import example, given
from hypothesis import strategies as st

from src.schemas import addresses
from src.schemas.fields import Email
from src.values import EMAIL_MAX
from tests.unit.schemas.checks import is_refused

_PARTS = st.sampled_from(
    [
        *("a", "B", "7", "_", "-", "--", "xn--", "xn--4dbc", ".", "..", "@", "+", "'", "/", "\\"),
        *(
            '"',
            "<",
            ">",
            "(",
            " ",
            "\n",
            "\u0130",
            "\u017f",
            "\u212a",
            "\u0661",
            "\u00e9",
            "\u3002",
        ),
        *("com", "example.org", "test", "LOCAL", "invalid", "arpa", "localhost", "a" * 64),
    ]
)
_LONGER_DECODED = ("\u3042" * 50).encode("idna").decode() + ".org"
_TEXTS = st.lists(_PARTS, max_size=8).map("".join)


def refuses(text: str) -> bool:
    """Whether the library does, which knows neither the limit nor the lines of a field."""
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return True
    return len(text) > EMAIL_MAX or text != text.strip()


@given(st.builds("{}@{}".format, _TEXTS, _TEXTS))
@example("a@example.org\n")
@example("a@b.1")
@example("a@b_c.org")
@example("a@b-.org")
@example("a@ab--c.org")
@example("a@localhost")
@example("a@mail.LOCAL")
@example("\u017f@example.org")
@example("a@\u212aa.org")
@example("\u00e9" * 200 + "@example.org")
@example("a" * 100 + "@" + _LONGER_DECODED)
@example("a" * 242 + "@example.org")
@example("a" * 243 + "@example.org")
@example("a@" + "a" * 63 + ".org")
@example("a@" + "a" * 64 + ".org")
def test_an_address_is_taken_exactly_when_the_library_takes_it(text: str) -> None:
    assert is_refused(Email, text) == refuses(text)


def test_the_library_is_asked_once_for_many_addresses_of_a_domain(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []
    monkeypatch.setattr(addresses, "validate_email", lambda text, **_: asked.append(text))
    addresses._takes_mail.cache_clear()

    for number in range(100):
        addresses.check_email(f"student-{number}@many.example.org")

    addresses._takes_mail.cache_clear()
    assert asked == ["a@many.example.org"]
