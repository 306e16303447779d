"""E-mail addresses are compared by a key."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from src.models import Student, email_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada@Example.ORG", "ada@example.org"),
        ("ZOË@example.org", "zoë@example.org"),
        ("zoe\u0308@example.org", "zo\u00eb@example.org"),
        ("stra\u00dfe@example.org", "STRASSE@example.org"),
        ("\uff21da@example.org", "ada@example.org"),
        ("\ufb01ne@example.org", "FINE@example.org"),
        ("\u03c3\u03c2@example.org", "\u03a3\u03a3@example.org"),
        ("\u212a@example.org", "k@example.org"),
    ],
)
def test_spellings_of_one_address_share_a_key(one: str, other: str) -> None:
    assert one != other
    assert email_key(one) == email_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ada@example.org", "adah@example.org"),
        ("zoe@example.org", "zo\u00eb@example.org"),
        ("a.da@example.org", "ada@example.org"),
    ],
)
def test_different_addresses_have_different_keys(one: str, other: str) -> None:
    assert email_key(one) != email_key(other)


@settings(deadline=None)
@given(st.text())
def test_a_key_is_its_own_key(address: str) -> None:
    key = email_key(address)

    assert email_key(key) == key
    assert unicodedata.is_normalized("NFKC", key)


def test_setting_the_address_sets_the_key() -> None:
    student = Student(name="Zoë Example", email="ZOË@example.org")
    assert (student.email, student.email_key) == ("ZOË@example.org", "zoë@example.org")

    student.email = "Other@example.org"

    assert student.email_key == "other@example.org"
