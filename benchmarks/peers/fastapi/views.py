"""The calls. They are plain functions, which FastAPI runs in threads: SQLAlchemy's
session waits for its database.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

import anyio.to_thread
from fastapi import FastAPI, Query, Request, Response
from fastapi.responses import JSONResponse

from benchmarks.peers import engines
from benchmarks.peers.answers import Refusal, next_link, outcomes
from benchmarks.peers.fastapi import queries
from benchmarks.peers.fastapi.database import SessionLocal, engine
from benchmarks.peers.fastapi.documents import (
    EnrolledCourse,
    EnrolledStudent,
    EnrollRequest,
    Outcomes,
    Page,
)
from benchmarks.peers.models import Course, Student
from benchmarks.peers.settings import THREADS


@asynccontextmanager
async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
    """As many threads as connections, so that none waits for one."""
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    yield


app = FastAPI(lifespan=lifespan)


@app.get("/students/{student_id}/courses", response_model=list[EnrolledCourse])
def list_student_courses(student_id: int) -> list[Course]:
    with SessionLocal() as session:
        rows = queries.list_student_courses(session, student_id)
    for row in rows:
        row.course.enrollment = row
    return [row.course for row in rows]


@app.get("/courses/{course_id}/students", response_model=list[EnrolledStudent])
def list_course_students(
    course_id: int, response: Response, page: Annotated[Page, Query()]
) -> list[Student]:
    with SessionLocal() as session:
        rows = queries.list_course_students(session, course_id, page.limit, page.after)
    shown = rows[: page.limit]
    if len(rows) > page.limit:
        path = f"/courses/{course_id}/students"
        response.headers["Link"] = next_link(path, page.limit, shown[-1].student_id)
    for row in shown:
        row.student.enrollment = row
    return [row.student for row in shown]


@app.post("/students/{student_id}/courses", response_model=Outcomes)
def enroll(student_id: int, body: EnrollRequest) -> dict[str, Any]:
    with SessionLocal() as session:
        return outcomes(queries.enroll(session, student_id, body.course_ids))


@app.delete("/students/{student_id}/courses/{course_id}", response_model=Outcomes)
def drop(student_id: int, course_id: int) -> dict[str, Any]:
    with SessionLocal() as session:
        return outcomes({course_id: queries.drop(session, student_id, course_id)})


@app.get("/_bench")
def tell() -> dict[str, Any]:
    return engines.tell(engine)


@app.exception_handler(Refusal)
def refuse(_request: Request, refusal: Refusal) -> JSONResponse:
    return JSONResponse(refusal.document, refusal.status)
