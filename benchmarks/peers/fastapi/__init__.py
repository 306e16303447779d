"""FastAPI with SQLAlchemy 2, served by uvicorn."""

from benchmarks.peers.fastapi.views import app

__all__ = ["app"]
