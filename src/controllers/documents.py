"""Documents that the database makes: the JSON of a row, ready to be sent.

To fetch the columns of a row, name them and encode them again costs several times what it
costs the database to write them as JSON itself (docs/decisions/0020). The keys are those
that `schemas` declare; a test compares them.
"""

from typing import Any

from sqlalchemy import ColumnElement, Text, case
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from src.models import Course, Student, StudentCourse, instant_text


class document(ColumnElement[str]):  # noqa: N801 (reads like the SQL function it is)
    """A JSON object with the given keys, in their order, as text."""

    type = Text()
    inherit_cache = False

    def __init__(self, **fields: Any) -> None:
        self.fields = fields


@compiles(document, "sqlite")
def _as_json_object(element: document, compiler: SQLCompiler, **kw: Any) -> str:
    pairs = (f"'{key}', {compiler.process(each, **kw)}" for key, each in element.fields.items())
    return f"json_object({', '.join(pairs)})"


@compiles(document, "postgresql")
def _as_row_to_json(element: document, compiler: SQLCompiler, **kw: Any) -> str:
    is_whole = not kw.pop("inside_document", False)
    kw["inside_document"] = True
    # Not json_build_object: it writes spaces between keys and values.
    columns = (f'{compiler.process(each, **kw)} AS "{key}"' for key, each in element.fields.items())
    made = f"(SELECT row_to_json(fields) FROM (SELECT {', '.join(columns)}) AS fields)"  # noqa: S608 (columns of ours)
    return f"{made}::text" if is_whole else made


class joined(ColumnElement[str]):  # noqa: N801
    """The texts of a subquery, in its own order, with a separator between."""

    type = Text()
    inherit_cache = False

    def __init__(self, texts: Any, order: Any, *, separator: str = ",") -> None:
        self.texts = texts
        self.order = order
        self.separator = separator


@compiles(joined, "sqlite")
def _as_group_concat(element: joined, compiler: SQLCompiler, **kw: Any) -> str:
    # It takes rows as they come, and they come as the subquery orders them.
    return f"group_concat({compiler.process(element.texts, **kw)}, '{element.separator}')"


@compiles(joined, "postgresql")
def _as_string_agg(element: joined, compiler: SQLCompiler, **kw: Any) -> str:
    texts, order = (compiler.process(each, **kw) for each in (element.texts, element.order))
    return f"string_agg({texts}, '{element.separator}' ORDER BY {order})"


class _Rewritten(ColumnElement[Any]):
    """A column as a value of JSON that is not the column's own."""

    type = Text()
    inherit_cache = False

    def __init__(self, column: Any) -> None:
        self.column = column

    def within(self, compiler: SQLCompiler, form: str, **kw: Any) -> str:
        """The form, with the column in place of each `?`."""
        kw.pop("inside_document", None)
        return form.replace("?", compiler.process(self.column, **kw))


class kept_json(_Rewritten):  # noqa: N801
    """A column that keeps JSON, as it is kept."""


class truth(_Rewritten):  # noqa: N801
    """A column of 0 and 1 as false and true."""


class credits_number(_Rewritten):  # noqa: N801
    """Hundredths as a number of credits, without a fraction where there is none."""


_FORMS = {
    (kept_json, "sqlite"): "json(?)",
    (kept_json, "postgresql"): "?::json",
    (truth, "sqlite"): "json(iif(?, 'true', 'false'))",
    (truth, "postgresql"): "(? = 1)",
    (credits_number, "sqlite"): "iif(? % 100, ? / 100.0, ? / 100)",
    (credits_number, "postgresql"): "trim_scale(? / 100.0)",
}


@compiles(kept_json)
@compiles(truth)
@compiles(credits_number)
def _rewritten(element: _Rewritten, compiler: SQLCompiler, **kw: Any) -> str:
    return element.within(compiler, _FORMS[type(element), compiler.dialect.name], **kw)


COURSE_FIELDS: dict[str, Any] = {
    "id": Course.id,
    "code": Course.code,
    "catalog_code": Course.catalog_code,
    "title": Course.title,
    "description": Course.description,
    "credits": credits_number(Course.credits_hundredths),
    "term_id": Course.term_id,
    "capacity": Course.capacity,
    "waitlist_capacity": Course.waitlist_capacity,
    "enrolled_count": Course.enrolled_count,
    "open_seats": Course.capacity - Course.enrolled_count,
    "waitlist_count": Course.waitlist_count,
    "meetings": kept_json(Course.meetings),
    "prerequisites": kept_json(Course.prerequisites),
    "created_at": instant_text(Course.created_at),
    "updated_at": instant_text(Course.updated_at),
}
STUDENT_FIELDS: dict[str, Any] = {
    "id": Student.id,
    "name": Student.name,
    "given_name": Student.given_name,
    "family_name": Student.family_name,
    "email": Student.email,
    "external_id": Student.external_id,
    "created_at": instant_text(Student.created_at),
    "updated_at": instant_text(Student.updated_at),
}
_GRADING_FIELDS = {"passed": truth(StudentCourse.passed), "grade": StudentCourse.grade}
PASSED_OVER_FIELD = {
    "passed_over": case(
        (
            StudentCourse.passed_over.is_not(None),
            document(
                at=instant_text(StudentCourse.passed_over_at),
                reasons=kept_json(StudentCourse.passed_over),
            ),
        ),
    )
}
OVERRIDE_FIELD = {"override": kept_json(StudentCourse.override)}


def enrollment_fields(
    position: ColumnElement[Any], then: Any = StudentCourse
) -> dict[str, ColumnElement[Any]]:
    """What one student's enrollment in one course adds to the document of either."""
    return {
        "status": then.status,
        "position": position,
        "created_at": instant_text(then.created_at),
        "updated_at": instant_text(then.updated_at),
    }


def enrolled(
    fields: dict[str, Any], position: ColumnElement[Any], **more: Any
) -> ColumnElement[Any]:
    """The document of a course or a student with the enrollment; graded where it is completed."""
    plain = enrollment_fields(position)
    graded = plain | _GRADING_FIELDS
    enrollment = case(
        (StudentCourse.passed.is_not(None), document(**graded, **more)),
        else_=document(**plain, **more),
    )
    return document(**fields, enrollment=enrollment).label("document")
