"""Terms: create, find, change, delete."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Required, TypedDict, Unpack

from sqlalchemy import Text, exists, select

from src.controllers.changes import add_row, apply_changes, delete_row, require_order
from src.controllers.locks import be_alone, lock_term
from src.controllers.paging import PagedStatement
from src.controllers.registration.queues import settle_everywhere
from src.controllers.statements import given
from src.errors import TermInUseError, TermNotFoundError
from src.extensions import db
from src.models import Course, Term
from src.values import Cause, Page

_COLUMNS = Term.metadata.tables["terms"].columns
_TERMS = PagedStatement(select(*_COLUMNS), Term.id)
_TERMS_OF_CODE = PagedStatement(select(*_COLUMNS).where(Term.code == given("code", Text)), Term.id)


class TermFields(TypedDict, total=False):
    """The fields of a term; `ends_on` is its last day, `max_credits` has at most two decimals."""

    code: Required[str]
    name: Required[str]
    starts_on: Required[date]
    ends_on: Required[date]
    time_zone: Required[str]
    registration_opens_at: datetime | None
    registration_closes_at: datetime | None
    drop_deadline_at: datetime | None
    max_credits: Decimal | None


def create_term(**fields: Unpack[TermFields]) -> Term:
    """Raises TermCodeTakenError, InvalidInputError for days or instants out of order."""
    term = Term(**fields)
    require_order(term)
    add_row(term)
    return term


def get_term(*, term_id: int) -> Term:
    """Raises TermNotFoundError."""
    term = db.session.get(Term, term_id)
    if term is None:
        raise TermNotFoundError
    return term


def find_term_for_course(term_id: int | None) -> Term | None:
    """The term that a course is about to name, kept from being deleted meanwhile.

    None for None. Raises TermNotFoundError.
    """
    if term_id is None:
        return None
    statement = select(Term).where(Term.id == term_id)
    term: Term | None = db.session.scalar(statement.with_for_update(read=True, key_share=True))
    if term is None:
        raise TermNotFoundError
    return term


def list_terms(*, limit: int, after: int | None, code: str | None = None) -> Page:
    """One page of the terms, by id; with a code, the one that has it."""
    if code is not None:
        return _TERMS_OF_CODE.page(limit=limit, after=after, code=code)
    return _TERMS.page(limit=limit, after=after)


def update_term(*, term_id: int, changes: Mapping[str, Any]) -> Term:
    """Change the fields given. Nobody is evicted; whoever became eligible is promoted.

    Raises TermNotFoundError and what `create_term` raises.
    """
    be_alone()
    term = lock_term(term_id)
    apply_changes(term, changes, check=require_order)
    settle_everywhere(Cause.EDIT)
    return term


def delete_term(*, term_id: int) -> None:
    """Raises TermNotFoundError, TermInUseError."""
    term = lock_term(term_id)
    if db.session.scalar(select(exists().where(Course.term_id == term_id))):
        raise TermInUseError
    delete_row(term)
