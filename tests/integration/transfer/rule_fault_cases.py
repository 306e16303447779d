"""Bad rows about terms, seats, meetings, prerequisites and statuses.

In the database of `fault_cases`.
"""

from functools import partial

from tests.integration.transfer.fault_cases import NO_ID, NUMBER, Case, case

T = "code,name,starts_on,ends_on,time_zone,registration_closes_at\n"
C = "code,title,term_code,capacity,meetings,prerequisites\n"
E = "student_external_id,course_code,status,passed,grade,position\n"

terms, courses, enrollments = (partial(case, file) for file in ("terms", "courses", "enrollments"))

DAYS = "2026-09-01,2026-12-18,Europe/Berlin"
FORM = "Input should be like 2026-09-01."
WHOLE = "Input should be a whole number."
STATUSES = "Input should be one of enrolled, waitlisted, dropped, withdrawn, completed."
COMPLETED = "Only a completed enrollment has one."
SEATS = "Input should be less than or equal to 1000000"
TWICE = "The same enrollment stands on line 2 too, with another"
FULL = "course_code: The course is full: 1 seat."
MEETING = '{""weekday"":1,""starts_at"":""09:00"",""ends_at"":""10:30""}'
EVENING = '{""weekday"":8,""starts_at"":""9"",""ends_at"":""10:30""}'
BACKWARD = '{""weekday"":1,""starts_at"":""11:00"",""ends_at"":""10:30""}'


def meeting(*cells: str) -> str:
    """The rows of courses in the term T1 with these cells of meetings."""
    return C + "".join(f'M{n},M,T1,,"{cell}",\n' for n, cell in enumerate(cells))


TERM_CASES = [
    terms(
        "missing columns",
        "code,name,starts_on\n",
        "1 ends_on: The column is missing.",
        "1 time_zone: The column is missing.",
    ),
    terms(
        "days that are none",
        T + "A,A,1.9.2026,2026-12-32,Europe/Berlin,\n",
        "2 ends_on: There is no such day or time.",
        f"2 starts_on: {FORM}",
    ),
    terms(
        "unknown time zone",
        T + "A,A,2026-09-01,2026-12-18,Berlin,\n",
        "2 time_zone: Not a time zone of the IANA database, such as Europe/Berlin.",
    ),
    terms(
        "an instant without a zone",
        T + f"A,A,{DAYS},2026-08-01 08:00\n",
        "2 registration_closes_at: Input should be like 2026-09-01T08:00:00Z.",
    ),
    terms(
        "days in the wrong order",
        T + "A,A,2026-12-18,2026-09-01,UTC,\n",
        "2 ends_on: The term ends before it starts.",
    ),
    terms(
        "too many days",
        T + "A,A,2026-09-01,2036-09-01,UTC,\n",
        "2 ends_on: The term lasts more than 1100 days.",
    ),
    terms(
        "a window that closes before the one that is stored opens",
        T + f"T1,A,{DAYS},2026-05-01T08:00:00Z\n",
        "2 registration_closes_at: Registration should close after it opens.",
    ),
    terms(
        "same code",
        T + f"A,A,{DAYS},\nA,B,{DAYS},\n",
        "3 code: The same term stands on line 2 too.",
    ),
    terms(
        "credits in words",
        "max_credits," + T + f"many,A,A,{DAYS},\n",
        f"2 max_credits: {NUMBER}",
    ),
]
COURSE_CASES = [
    courses("unknown term", C + "A,A,T9,,,\n", "2 term_code: No term has this code."),
    courses(
        "seats that are no number",
        C + "A,A,,many,,\nB,B,,-1,,\nD,D,,1000001,,\nF,F,,2.0,,\n",
        f"2 capacity: {WHOLE}",
        "3 capacity: Input should be greater than or equal to 0",
        f"4 capacity: {SEATS}",
        f"5 capacity: {WHOLE}",
    ),
    courses(
        "fewer seats than are taken",
        C + "FULL,F,,0,,\n",
        "2 capacity: A capacity of 0 is below the 1 seats that are taken.",
    ),
    courses(
        "meetings that are no JSON array",
        meeting("[", "[1 2]", "{}", "null", MEETING),
        "2 meetings: Not JSON at line 1, column 2: Expecting value.",
        "3 meetings: Not JSON at line 1, column 4: Expecting ',' delimiter.",
        *(f"{line} meetings: Input should be a JSON array." for line in (4, 5, 6)),
    ),
    courses(
        "a key twice in a meeting",
        meeting('[{""weekday"":1,""weekday"":2}]'),
        "2 meetings: The key weekday stands twice in one object.",
    ),
    courses(
        "meetings with bad fields",
        meeting(f"[{MEETING},{EVENING}]", f"[{BACKWARD}]", f"[{MEETING},5]"),
        "2 meetings: Item 2, starts_at: Input should be like 09:30.",
        "2 meetings: Item 2, weekday: Input should be less than or equal to 7",
        "3 meetings: Item 1, ends_at: The meeting should end after it starts.",
        "4 meetings: Item 2: Input should be a JSON object.",
    ),
    courses(
        "a meeting over many years",
        meeting(f'[{MEETING},{MEETING[:-1]},""starts_on"":""2020-01-01""}}]'),
        "2 meetings: Item 2: It lasts more than 1100 days.",
    ),
    courses(
        "meetings without a term",
        C + f'A,A,,,"[{MEETING}]",\n',
        "2 meetings: Meetings need a term: its days and its time zone.",
    ),
    courses(
        "prerequisites that are none",
        C
        + 'A,A,,,,"[{""catalog_code"":""X""},{""catalog_code"":""X""}]"\n'
        + 'B,B,,,,"[{""catalog_code"":"""",""concurrent"":1,""needed"":true}]"\n',
        "2 prerequisites: Listed twice: X.",
        "3 prerequisites: Item 1, catalog_code: String should have at least 1 character",
        "3 prerequisites: Item 1, concurrent: Input should be a valid boolean",
        "3 prerequisites: Item 1, needed: This field is not known here.",
    ),
]
ENROLLMENT_CASES = [
    enrollments(
        "columns that need a status",
        "student_external_id,course_code,passed,grade,position\n",
        *(
            f"1 {name}: The column says nothing without one named status."
            for name in ("grade", "passed", "position")
        ),
    ),
    enrollments(
        "cells that are none of a status",
        E + "S1,C1,enroled,yes, A,1.0\nS2,C1,Enrolled,,,0\n",
        "2 grade: White space at the start or the end.",
        "2 passed: Input should be true or false.",
        f"2 position: {WHOLE}",
        f"2 status: {STATUSES}",
        "3 position: Input should be greater than or equal to 1",
        f"3 status: {STATUSES}",
    ),
    enrollments(
        "cells that do not go together",
        E + "S1,C1,completed,,A,1\nS2,C1,,true,A,1\nS2,FULL,waitlisted,false,,\n",
        "2 passed: A completed enrollment needs true or false.",
        "2 position: Only a waitlisted enrollment has one.",
        f"3 grade: {COMPLETED}",
        f"3 passed: {COMPLETED}",
        "3 position: Only a waitlisted enrollment has one.",
        f"4 passed: {COMPLETED}",
    ),
    enrollments(
        "an unknown student with a bad status",
        E + "S9,,none,,,\n",
        "2 course_code: This field is required.",
        f"2 status: {STATUSES}",
        f"2 student_external_id: {NO_ID}",
    ),
    enrollments(
        "same enrollment otherwise",
        E + "S1,C1,completed,true,A,\n"
        "S1,C1,completed,true,B,\nS1,C1,completed,false,A,\nS1,C1,,,,\n",
        f"3 grade: {TWICE} grade.",
        f"4 passed: {TWICE} passed.",
        f"5 status: {TWICE} status.",
    ),
    enrollments(
        "same place in a queue otherwise",
        E + "S1,C1,waitlisted,,,1\nS1,C1,waitlisted,,,2\nS1,C1,waitlisted,,,\n",
        f"3 position: {TWICE} position.",
        f"4 position: {TWICE} position.",
    ),
    enrollments("a full course", "student_external_id,course_code\nS2,FULL\n", f"2 {FULL}"),
    enrollments(
        "a full course for who completed it", E + "S2,FULL,completed,true,,\n", f"2 {FULL}"
    ),
]
CASES: list[Case] = TERM_CASES + COURSE_CASES + ENROLLMENT_CASES
