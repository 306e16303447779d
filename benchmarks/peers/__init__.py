"""What this service is compared with: the same calls over the same schema, written otherwise.

Each peer is written as its own documentation says and runs on its production server.
Peers keep no rules, no events and no counts: where a course has a capacity they count
its enrollments, then insert. Their packages stand in the Pipfile's category `peers`
(`make peer-packages`).
"""

from benchmarks.peers import commands
from benchmarks.peers.peer import Peer

__all__ = ["PEERS", "Peer"]

_BOTH = ("sqlite", "postgresql")
_EVERYTHING = ("read", "roster", "enroll", "enroll20", "rush", "mix")
_READS = ("read", "roster")

PEERS = (
    Peer(
        name="straightforward",
        title="Flask, SQLAlchemy with lazy relationships",
        packages=("Flask", "Flask-SQLAlchemy", "SQLAlchemy", "gunicorn"),
        backends=_BOTH,
        workloads=_EVERYTHING,
        arguments=commands.straightforward,
    ),
    Peer(
        name="fastapi",
        title="FastAPI, SQLAlchemy",
        packages=("fastapi", "SQLAlchemy", "uvicorn", "uvloop", "httptools"),
        backends=_BOTH,
        workloads=_EVERYTHING,
        arguments=commands.fastapi,
    ),
    Peer(
        name="django",
        title="Django REST framework",
        packages=("Django", "djangorestframework", "gunicorn"),
        backends=_BOTH,
        workloads=_EVERYTHING,
        arguments=commands.django,
    ),
    Peer(
        name="datasette",
        title="Datasette (one process, flat rows)",
        packages=("datasette", "uvicorn"),
        backends=("sqlite",),
        workloads=_READS,
        arguments=commands.datasette,
        read_path="/desk/student_courses.json?_shape=array&student_id={id}",
        roster_path="/desk/course_students.json?_shape=array&course_id={id}",
        tells=False,
    ),
    Peer(
        name="bare",
        title="a bare Flask view of constant bytes, on Granian",
        packages=("Flask", "granian"),
        backends=_BOTH,
        workloads=_READS,
        arguments=commands.bare,
        tells=False,
    ),
)
