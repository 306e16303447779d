"""The engine and its sessions.

A session is closed before its answer is made. The tutorial's dependency would keep it,
and its connection, until the answer was sent, which FastAPI makes in the same threads:
with a connection for each thread, requests that wait for a connection then keep those
that have one from giving it back, until the pool gives up.
"""

from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

from benchmarks.peers import engines

engine = create_engine(engines.url(), **engines.options())
engines.prepare(engine)

SessionLocal = sessionmaker(engine, expire_on_commit=False)
