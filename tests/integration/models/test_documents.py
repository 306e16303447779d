"""Small values come back whole and in order, kept as the JSON that answers carry."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Text, select, type_coerce, update

from src.models import Course
from src.values import Meeting, Prerequisite

# PostgreSQL keeps neither NUL nor halves of characters, and the wire lets none through.
words = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
meetings = st.builds(
    Meeting,
    weekday=st.integers(1, 7),
    starts_at=words,
    ends_at=words,
    location=st.none() | words,
    starts_on=st.none() | words,
    ends_on=st.none() | words,
)
prerequisites = st.builds(Prerequisite, catalog_code=words, concurrent=st.booleans())


# The one row is written anew by every example, so that examples may share the fixture.
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(meetings=st.lists(meetings).map(tuple), needed=st.lists(prerequisites).map(tuple))
def test_values_come_back_whole(
    inhabited: Connection, meetings: tuple[Meeting, ...], needed: tuple[Prerequisite, ...]
) -> None:
    course = update(Course).where(Course.id == 2)
    inhabited.execute(course.values(meetings=meetings, prerequisites=needed))

    row = inhabited.execute(
        select(Course.meetings, Course.prerequisites).where(Course.id == 2)
    ).one()

    assert row == (meetings, needed)


def test_what_is_kept_is_what_goes_over_the_wire(inhabited: Connection) -> None:
    held = [Meeting(1, "09:00", "10:30", location="Großer Saal", starts_on="2026-09-07")]
    course = update(Course).where(Course.id == 2)
    inhabited.execute(course.values(meetings=held, prerequisites=[]))

    kept = select(type_coerce(Course.meetings, Text), type_coerce(Course.prerequisites, Text))

    meetings, prerequisites = inhabited.execute(kept.where(Course.id == 2)).one()
    assert meetings == (
        '[{"weekday":1,"starts_at":"09:00","ends_at":"10:30","location":"Großer Saal",'
        '"starts_on":"2026-09-07","ends_on":null}]'
    )
    assert prerequisites == "[]"
