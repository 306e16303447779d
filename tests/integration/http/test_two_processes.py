"""Two server processes on one database, and clients that all want the same rows."""

import random
from collections.abc import Iterator

import pytest

from tests.servers import Server, Wire, request, running
from tests.threads import at_once

CLIENTS = 8
ACTS = 30


@pytest.fixture
def pair(database_url: str) -> Iterator[Server]:
    """One port, two processes."""
    with running(database_url, WORKERS="2") as server:
        yield server


@pytest.fixture
def records(pair: Server) -> tuple[list[int], list[int]]:
    """Four students and four courses."""
    people = [
        pair.post("/students", {"name": f"S {n}", "email": f"s{n}@example.org"}).json["id"]
        for n in range(4)
    ]
    return people, [pair.post("/courses", {"title": f"C {n}"}).json["id"] for n in range(4)]


def links(server: Server, path: str, other: str, ids: list[int]) -> set[tuple[int, int]]:
    """Who is linked to what, as one of the two lists tells it."""
    return {(each, row["id"]) for each in ids for row in server.get(f"/{path}/{each}/{other}").json}


def test_a_crowd_gets_no_fault_and_both_lists_agree(
    pair: Server, records: tuple[list[int], list[int]]
) -> None:
    people, offered = records

    def act(number: int) -> set[int]:
        chance = random.Random(number)
        statuses = set()
        for _ in range(ACTS):
            path = f"/students/{chance.choice(people)}/courses"
            if chance.random() < 0.6:
                ids = chance.sample(offered, 2)
                answer = pair.post(path, {"course_ids": ids})
            else:
                answer = pair.exchange(request("DELETE", f"{path}/{chance.choice(offered)}"))
            statuses.add(answer.status)
        return statuses

    statuses = set().union(*at_once(act, CLIENTS))

    assert statuses == {200, 404}
    taken = links(pair, "students", "courses", people)
    on_rosters = {
        (student, course) for course, student in links(pair, "courses", "students", offered)
    }
    assert taken == on_rosters


def test_the_same_request_from_everyone_enrolls_once(
    pair: Server, records: tuple[list[int], list[int]]
) -> None:
    people, offered = records

    answers = at_once(
        lambda _number: pair.post(f"/students/{people[0]}/courses", {"course_ids": offered}),
        CLIENTS,
    )

    assert {answer.status for answer in answers} == {200}
    enrolled = [each["result"] for a in answers for each in a.json["courses"]].count("enrolled")
    assert enrolled == len(offered)


def test_what_one_connection_wrote_every_other_reads(
    pair: Server, records: tuple[list[int], list[int]]
) -> None:
    people, offered = records
    with Wire(pair.port) as one, Wire(pair.port) as other, Wire(pair.port) as third:
        for count, course in enumerate(offered, start=1):
            body = f'{{"course_ids": [{course}]}}'.encode()
            one.send(request("POST", f"/students/{people[0]}/courses", body))
            assert one.answer().status == 200
            for reader in (other, third):
                reader.send(request("GET", f"/students/{people[0]}/courses"))
                assert len(reader.answer().json) == count
