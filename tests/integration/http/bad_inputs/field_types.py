"""Values of the wrong type, field by field."""

from tests.integration.http.bad_inputs.asks import (
    CHANGE_COURSE,
    CHANGE_STUDENT,
    CREATE_COURSE,
    CREATE_STUDENT,
    ENROLL,
    WITH_BODY,
    BadInput,
    bad_body,
    bad_field,
)

TEXTS = {
    "name": '"Ada"',
    "given_name": '"Ada"',
    "family_name": '"Byron"',
    "email": '"ada<n>@example.org"',
    "external_id": '"S<n>"',
}
COURSE_TEXTS = {
    "title": '"Algebra"',
    "code": '"A<n>"',
    "catalog_code": '"A"',
    "description": '"Groups."',
}
NOT_TEXTS = ("true", "1", "1.0", "[]", "{}")
NOT_NUMBERS = ("true", '"1"', "[]", "{}", '"NaN"')
NOT_IDS = ("true", "1.0", '"1"', "null", "[]", "{}", "1e3", "1.5", '""')
NOT_LISTS = ("true", "1", '"1"', "null", "{}", '"[1]"')
NOT_OBJECTS = ("[]", '"name"', "1", "true", "null", "[{}]")


def _wrong_texts() -> list[BadInput]:
    return [
        bad_field(ask, field, bad, good)
        for asks, fields in (
            ((CREATE_STUDENT, CHANGE_STUDENT), TEXTS),
            ((CREATE_COURSE, CHANGE_COURSE), COURSE_TEXTS),
        )
        for ask in asks
        for field, good in fields.items()
        for bad in NOT_TEXTS
    ]


ROWS = [
    *_wrong_texts(),
    *(
        bad_field(ask, "credits", bad, "1")
        for ask in (CREATE_COURSE, CHANGE_COURSE)
        for bad in NOT_NUMBERS
    ),
    *(bad_field(ENROLL, "course_ids", bad, "[<open>]") for bad in NOT_LISTS),
    *(bad_field(ENROLL, "course_ids", f"[{bad}]", "[<open>]") for bad in NOT_IDS),
    *(
        bad_body(ask, f"the body is {body}", body.encode(), 422, "E004")
        for ask in WITH_BODY
        for body in NOT_OBJECTS
    ),
    *(
        bad_field(ask, field, "null", TEXTS.get(field, '"Algebra"'))
        for ask, field in (
            (CREATE_STUDENT, "name"),
            (CREATE_STUDENT, "email"),
            (CHANGE_STUDENT, "name"),
            (CHANGE_STUDENT, "email"),
            (CREATE_COURSE, "title"),
            (CHANGE_COURSE, "title"),
        )
    ),
]
