"""What a failure of the database means: a domain error, a reason to retry, or neither.

The text of a driver's exception never leaves this module: it quotes the data.
"""

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from src.errors import (
    BusyError,
    CodeTakenError,
    EmailTakenError,
    ExternalIdTakenError,
    RegistrationError,
    TermCodeTakenError,
)
from src.errors.registration import CourseFullError

CONSTRAINTS: dict[str, type[RegistrationError]] = {
    "uq_students_email_key": EmailTakenError,
    "uq_students_external_id": ExternalIdTakenError,
    "uq_courses_code": CodeTakenError,
    "uq_terms_code": TermCodeTakenError,
    # The last guard; whoever holds the course's lock is refused before it.
    "ck_courses_seats_not_oversold": CourseFullError,
}

# Serialization failure, deadlock, lock time-out: PostgreSQL's manual, appendix A.
RETRYABLE_SQLSTATES = {"40001", "40P01", "55P03"}
SQLITE_LOCKED = {"database is locked", "database table is locked"}
SQLITE_UNAVAILABLE = SQLITE_LOCKED | {
    "unable to open database file",
    "database or disk is full",
    "disk I/O error",
}


def is_retryable(error: DBAPIError) -> bool:
    """Whether the same work, begun anew, may well succeed."""
    sqlstate = getattr(error.orig, "sqlstate", None)
    return sqlstate in RETRYABLE_SQLSTATES or str(error.orig) in SQLITE_LOCKED


def translate(error: DBAPIError) -> RegistrationError | None:
    """The domain error that a client should see, None for what is a fault of ours."""
    if isinstance(error, IntegrityError):
        found = CONSTRAINTS.get(_constraint_name(error))
        return found() if found else None
    if is_retryable(error) or error.connection_invalidated or _is_unavailable(error):
        # SQLite's words that count as unavailable are known, and quote no data.
        return BusyError(cause=getattr(error.orig, "sqlstate", None) or _known(error))
    return None


def _known(error: DBAPIError) -> str:
    found = str(error.orig)
    return found if found in SQLITE_UNAVAILABLE else "unreachable"


def _constraint_name(error: IntegrityError) -> str:
    """The broken constraint's name; SQLite's UNIQUE names columns, which make it up."""
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        return diagnosis.constraint_name or ""
    kind, _, named = str(error.orig).partition(" constraint failed: ")
    return named if kind == "CHECK" else "uq_" + named.replace(".", "_")


def _is_unavailable(error: DBAPIError) -> bool:
    """Whether the database could not be reached, was shut down, or ran out of time or room."""
    if not isinstance(error, OperationalError):
        return False
    return hasattr(error.orig, "sqlstate") or str(error.orig) in SQLITE_UNAVAILABLE
