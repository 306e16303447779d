"""The declarative base: how tables and constraints are named, and what they share."""

from sqlalchemy import Identity, Integer, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING_CONVENTION = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class Base(DeclarativeBase):
    """Base of every model. Constraints get names, so that failures can be told apart."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)


class Numbered:
    """A row with an id that is never used again, and a version.

    The version counts the edits of a record. Seats that are taken and freed are no
    edits, so whoever holds a version may still save under it on registration day.
    """

    id: Mapped[int] = mapped_column(Integer, Identity(), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)


# SQLite gives the highest id away again after a delete unless told otherwise, and
# keeps any value in any column unless the table is strict.
SQLITE_TABLE = {"sqlite_autoincrement": True, "sqlite_strict": True}
