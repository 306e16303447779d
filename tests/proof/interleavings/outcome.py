"""The outcome of a play, told without ids and instants, so that two plays can be compared."""

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Column, Table, select
from werkzeug.test import TestResponse

from src.extensions import db
from src.models import Course, Student, StudentCourse, Term
from tests.proof.interleavings.acts import Ids

# Different for every play, and told by the names of the rows.
_OWN = re.compile(r"id|code|email|email_key|request_id|.*_at")
_COURSE_ID = re.compile(r"course \d+")


def tell_answer(response: TestResponse, ids: Ids) -> dict[str, Any]:
    """Status and body; the letters of courses in place of their ids."""
    body = json.loads(response.text) if response.text else None
    return {"status": response.status_code, "body": _told(body, _letters(ids, str.isupper))}


def _letters(ids: Ids, are_meant: Callable[[str], bool]) -> dict[Any, str]:
    return {id_: name for name, id_ in ids.items() if are_meant(name) and name != "T"}


def _told(value: Any, letters: dict[int, str]) -> Any:
    if isinstance(value, list):
        return [_told(each, letters) for each in value]
    if isinstance(value, str):
        return _COURSE_ID.sub("course", value)
    if not isinstance(value, dict):
        return value
    told = {key: _told(each, letters) for key, each in value.items() if not _is_own(key, each)}
    if value.get("course_id") is not None:
        told["course_id"] = letters[value["course_id"]]
    return told | ({"term_id": "T"} if value.get("term_id") else {})


def _is_own(key: str, value: Any) -> bool:
    """Whether a key is left out; a code of an error is not."""
    is_error_code = key == "code" and isinstance(value, str) and value.startswith("E0")
    return bool(_OWN.fullmatch(key)) and not is_error_code


def tell_outcome(answers: Sequence[dict[str, Any]], ids: Ids) -> str:
    """The answers and every row of a play as one text."""
    courses, students = _letters(ids, str.isupper), _letters(ids, str.islower)
    terms: dict[Any, str] = {ids.get("T"): "T"}
    names = {"course_id": courses, "student_id": students, "term_id": terms}
    of_play = {
        Course: Course.id.in_(courses),
        Student: Student.id.in_(students),
        StudentCourse: StudentCourse.course_id.in_(courses),
        Term: Term.id == ids.get("T"),
    }
    with db.engine.connect() as connection:
        rows = {
            model.__tablename__: sorted(
                _row(row._mapping, names)
                for row in connection.execute(select(*_columns(model.__table__)).where(mine))
            )
            for model, mine in of_play.items()
        }
    return json.dumps({"answers": answers, "rows": rows}, sort_keys=True)


def _columns(table: Any) -> list[Column[Any]]:
    assert isinstance(table, Table)
    return [column for column in table.columns if not _OWN.fullmatch(column.name)]


def _row(row: Any, names: dict[str, dict[Any, str]]) -> str:
    told = {
        key: names[key].get(value) if key in names else _COURSE_ID.sub("course", str(value))
        for key, value in row.items()
    }
    return " ".join(f"{key}={value}" for key, value in sorted(told.items()) if value is not None)
