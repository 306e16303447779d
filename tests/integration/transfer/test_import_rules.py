"""Terms, and what courses say about terms, seats, meetings and prerequisites."""

from typing import Any

from flask.testing import FlaskClient

from tests.clock import StandingClock
from tests.factories import make_course, make_term, meeting, needs
from tests.integration.transfer.conftest import Desk

TERMS = """code,name,starts_on,ends_on,time_zone,registration_opens_at,max_credits
F26,Autumn,2026-09-01,2026-12-18,Europe/Berlin,2026-06-01T10:00:00+02:00,30
S27,Spring,2027-02-01,2027-06-18,America/New_York,,7.5
"""
COURSES = """code,title,term_code,capacity,waitlist_capacity,meetings,prerequisites
ALG,Algebra,F26,30,0,"[{""weekday"":1,""starts_at"":""09:00"",""ends_at"":""10:30""}]",
BOT,Botany,S27,,,,"[{""catalog_code"":""ALG"",""concurrent"":true}]"
ART,Art,,0,5,,
"""
NEW = "1 created, 0 changed, 0 unchanged"
SAME = "0 created, 0 changed, 1 unchanged"
CHANGED = "0 created, 1 changed, 0 unchanged"


def of_course(client: FlaskClient, course_id: int, *names: str) -> list[Any]:
    """Fields of a course, as the service answers them."""
    course = client.get(f"/courses/{course_id}").json or {}
    return [course[name] for name in names]


def test_new_terms_are_created(desk: Desk, client: FlaskClient) -> None:
    counts = desk.imported(terms=TERMS)

    assert counts == {"terms": "2 created, 0 changed, 0 unchanged"}
    autumn, spring = client.get("/terms").json or []
    assert autumn["created_at"] == autumn["updated_at"]
    assert {name: autumn[name] for name in autumn if not name.endswith("ated_at")} == {
        "id": 1,
        "code": "F26",
        "name": "Autumn",
        "starts_on": "2026-09-01",
        "ends_on": "2026-12-18",
        "time_zone": "Europe/Berlin",
        "registration_opens_at": "2026-06-01T08:00:00.000Z",
        "registration_closes_at": None,
        "drop_deadline_at": None,
        "max_credits": 30,
    }
    assert (spring["registration_opens_at"], spring["max_credits"]) == (None, 7.5)


def test_a_changed_term_changes_its_fields_its_version_and_its_instant(
    desk: Desk, clock: StandingClock
) -> None:
    clock.set("2026-05-01T08:00:00Z")
    desk.imported(terms=TERMS)
    clock.set("2026-05-02T08:00:00Z")

    counts = desk.imported(
        terms="code,name,starts_on,ends_on,time_zone,registration_opens_at\n"
        "F26,Autumn,2026-09-01,2026-12-18,Europe/Berlin,2026-06-01T08:00:00Z\n"
        "S27,Spring,2027-02-01,2027-06-18,UTC,\n"
    )

    assert counts == {"terms": "0 created, 1 changed, 1 unchanged"}
    assert desk.rows("SELECT code, time_zone, version, max_credits_hundredths FROM terms") == [
        ("F26", "Europe/Berlin", 1, 3000),
        ("S27", "UTC", 2, 750),
    ]
    changed = desk.rows("SELECT code FROM terms WHERE updated_at > created_at")
    assert changed == [("S27",)]


def test_an_empty_cell_of_a_term_clears_and_an_absent_column_is_left_alone(
    desk: Desk, client: FlaskClient
) -> None:
    desk.imported(terms=TERMS)

    desk.imported(
        terms="code,name,starts_on,ends_on,time_zone,max_credits\n"
        "F26,Autumn,2026-09-01,2026-12-18,Europe/Berlin,\n"
    )

    term = client.get("/terms/1").json or {}
    assert (term["max_credits"], term["registration_opens_at"]) == (
        None,
        "2026-06-01T08:00:00.000Z",
    )


def test_a_course_gets_its_term_seats_meetings_and_prerequisites(
    desk: Desk, client: FlaskClient
) -> None:
    """The terms of the same import count."""
    desk.imported(terms=TERMS, courses=COURSES)

    names = ("term_id", "capacity", "waitlist_capacity", "meetings", "prerequisites")
    whole = meeting(1, "09:00", "10:30") | dict.fromkeys(("location", "starts_on", "ends_on"))
    assert of_course(client, 1, *names) == [1, 30, 0, [whole], []]
    assert of_course(client, 2, *names) == [2, None, None, [], needs("ALG", concurrent=True)]
    assert of_course(client, 3, *names) == [None, 0, 5, [], []]


def test_importing_terms_and_courses_again_changes_nothing(desk: Desk) -> None:
    desk.imported(terms=TERMS, courses=COURSES)
    before = desk.contents()

    counts = desk.imported()

    assert counts == {
        "terms": "0 created, 0 changed, 2 unchanged",
        "courses": "0 created, 0 changed, 3 unchanged",
    }
    assert desk.contents() == before


def test_json_that_is_written_otherwise_says_the_same(desk: Desk) -> None:
    desk.imported(terms=TERMS, courses=COURSES)

    counts = desk.imported(
        courses="code,title,meetings\n"
        'ALG,Algebra,"[ {""ends_at"": ""10:30"", ""location"": null,'
        ' ""starts_at"": ""09:00"",\n""weekday"": 1} ]"\n'
    )

    assert counts == {"courses": SAME}


def test_an_absent_column_of_a_course_is_left_alone(desk: Desk) -> None:
    desk.imported(terms=TERMS, courses=COURSES)
    before = desk.contents()

    counts = desk.imported(courses="code,title\nALG,Algebra\nBOT,Botany\nART,Art\n")

    assert counts == {"courses": "0 created, 0 changed, 3 unchanged"}
    assert desk.contents() == before


def test_empty_cells_of_a_course_clear(desk: Desk, client: FlaskClient) -> None:
    desk.imported(terms=TERMS, courses=COURSES)

    counts = desk.imported(courses=COURSES.splitlines()[0] + "\nALG,Algebra,,,,,\n")

    names = ("term_id", "capacity", "waitlist_capacity", "meetings", "prerequisites")
    assert counts == {"courses": CHANGED}
    assert of_course(client, 1, *names) == [None, None, None, [], []]
    assert desk.rows("SELECT version FROM courses WHERE code = 'ALG'") == [(2,)]


def test_meetings_that_are_kept_keep_their_course_in_a_term(desk: Desk) -> None:
    desk.imported(terms=TERMS, courses=COURSES)

    told = desk.refused(courses="code,title,term_code\nALG,Algebra,\n")

    assert told == [
        "courses.csv, line 2, column meetings: Meetings need a term: its days and its time zone.",
        "Error: 1 fault; nothing was imported.",
    ]


def test_a_term_that_a_bad_row_should_have_made_is_unknown(desk: Desk) -> None:
    told = desk.refused(
        terms=TERMS.replace("Europe/Berlin", "Berlin"),
        courses="code,title,term_code\nALG,Algebra,F26\n",
    )

    assert told[1] == "courses.csv, line 2, column term_code: No term has this code."


def test_a_term_of_the_database_counts_without_a_file_of_terms(
    desk: Desk, client: FlaskClient
) -> None:
    term = make_term(client, code="F26")

    assert desk.imported(courses="code,title,term_code\nALG,Algebra,F26\n") == {"courses": NEW}
    assert of_course(client, 1, "term_id") == [term["id"]]


def test_no_seats_and_an_empty_cell_are_not_the_same(desk: Desk, client: FlaskClient) -> None:
    make_course(client, code="A", title="A", capacity=0)

    assert desk.imported(courses="code,title,capacity\nA,A,0\n") == {"courses": SAME}
    assert desk.imported(courses="code,title,capacity\nA,A,\n") == {"courses": CHANGED}
