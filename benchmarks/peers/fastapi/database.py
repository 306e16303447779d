"""The engine, and a session for each request, as FastAPI's tutorial has them."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from benchmarks.peers import engines

engine = create_engine(engines.url(), **engines.options())
engines.prepare(engine)


def get_session() -> Iterator[Session]:
    """A session that is closed with the request."""
    with Session(engine, expire_on_commit=False) as session:
        yield session


SessionDep = Annotated[Session, Depends(get_session)]
