"""E-mail addresses: what the library takes, at the price of one look at each domain."""

import re
from functools import lru_cache

from email_validator import EmailNotValidError, validate_email
from pydantic_core import PydanticCustomError

# Nothing that the library would decode, fold or normalize: no quotes, no letters beyond
# ASCII, no two hyphens in a row (as Punycode has). Of such an address it looks at the part
# before the @ on its own, and takes any.
_ATOM = r"[\w!#$%&'*+/=?^`{|}~-]+"
_LABEL = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_PLAIN = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@({_LABEL}(?:\.{_LABEL})+)", re.ASCII | re.IGNORECASE)
_DOMAINS_KEPT = 1000


def check_email(value: str) -> str:
    """The address as it is, unless the library refuses it.

    The length was looked at before. Schools have many students and few domains.
    """
    plain = _PLAIN.fullmatch(value)
    if not (plain and _takes_mail(plain[1])):
        _ask_library(value)
    return value


@lru_cache(_DOMAINS_KEPT)
def _takes_mail(domain: str) -> bool:
    """Whether the library takes a plain address in this domain."""
    try:
        _ask_library(f"a@{domain}")
    except PydanticCustomError:
        return False
    return True


def _ask_library(value: str) -> None:
    try:
        validate_email(value, check_deliverability=False)
    except EmailNotValidError as error:
        raise PydanticCustomError(
            "email", "Not an e-mail address: {why}", {"why": str(error)}
        ) from None
