"""How each peer's own documentation starts it in production.

Every server has keep-alive on and its access log on standard output. What is not said
here is the server's default.
"""

_LOOPBACK = "127.0.0.1"
_PLUGINS = "benchmarks/peers/datasette"


def straightforward(port: int, workers: int, threads: int) -> list[str]:
    """gunicorn with threads."""
    return _gunicorn("benchmarks.peers.straightforward:app", port, workers, threads)


def django(port: int, workers: int, threads: int) -> list[str]:
    """gunicorn with threads, each of which keeps its connection."""
    return _gunicorn("benchmarks.peers.django.wsgi:application", port, workers, threads)


def fastapi(port: int, workers: int, _threads: int) -> list[str]:
    """uvicorn; its `standard` packages bring uvloop and httptools, which it prefers."""
    where = ["--host", _LOOPBACK, "--port", str(port)]
    return ["uvicorn", *where, "--workers", str(workers), "benchmarks.peers.fastapi:app"]


def datasette(port: int, _workers: int, threads: int) -> list[str]:
    """Datasette's own server, which has one process only."""
    where = ["--host", _LOOPBACK, "--port", str(port)]
    settings = ["--setting", "num_sql_threads", str(threads)]
    return ["datasette", "serve", *where, "--plugins-dir", _PLUGINS, *settings]


def bare(port: int, workers: int, threads: int) -> list[str]:
    """Granian, as the service is served."""
    where = ["--host", _LOOPBACK, "--port", str(port), "--interface", "wsgi", "--no-ws"]
    size = ["--workers", str(workers), "--blocking-threads", str(threads)]
    return ["granian", *where, *size, "--access-log", "benchmarks.peers.bare:app"]


def _gunicorn(application: str, port: int, workers: int, threads: int) -> list[str]:
    where = ["--bind", f"{_LOOPBACK}:{port}", "--access-logfile", "-"]
    size = ["--worker-class", "gthread", "--workers", str(workers), "--threads", str(threads)]
    return ["gunicorn", *where, *size, application]
