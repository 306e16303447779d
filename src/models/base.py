"""The declarative base: how tables and constraints are named, and what they share."""

from typing import Any

from sqlalchemy import Identity, Integer, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

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
    """A row with an id that is never used again, and a version counting its changes."""

    id: Mapped[int] = mapped_column(Integer, Identity(), primary_key=True)
    version: Mapped[int] = mapped_column(Integer)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


# SQLite gives the highest id away again after a delete unless told otherwise, and
# keeps any value in any column unless the table is strict.
SQLITE_TABLE = {"sqlite_autoincrement": True, "sqlite_strict": True}
