"""What the peers of the benchmarks say, and how they are started."""

import pytest

from benchmarks.peers import PEERS, Peer
from benchmarks.peers.answers import Refusal, next_link, outcomes, shown_credits
from src.schemas.dumping import dump_credits
from src.schemas.enrollments import dump_outcomes
from src.values import CourseOutcome, Outcome


def test_an_outcome_is_told_as_the_service_tells_it() -> None:
    results = {3: "enrolled", 1: "unchanged", 2: "enrolled"}

    served = dump_outcomes([CourseOutcome(each, Outcome(r)) for each, r in results.items()])

    assert outcomes(results) == served


@pytest.mark.parametrize("hundredths", [None, 0, 500, 750, 1])
def test_credits_are_shown_as_the_service_shows_them(hundredths: int | None) -> None:
    shown, served = shown_credits(hundredths), dump_credits(hundredths)

    assert (shown, type(shown)) == (served, type(served))


def test_a_full_course_is_refused_with_the_published_code() -> None:
    refusal = Refusal("E025")

    assert refusal.status == 409
    assert refusal.document["error"]["code"] == "E025"


def test_the_next_page_is_linked_as_the_service_links_it() -> None:
    link = next_link("/courses/1/students", 50, 57)

    assert link == '</courses/1/students?limit=50&after=57>; rel="next"'


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_a_peer_listens_on_loopback_on_the_port_asked_for(peer: Peer) -> None:
    command = " ".join(peer.command("python", 8123, 2, 4))

    assert command.startswith("python -m ")
    assert "127.0.0.1" in command
    assert "8123" in command


def test_statements_are_counted_only_where_that_is_asked_for() -> None:
    quiet = PEERS[0].environment("sqlite:////tmp/desk.db", threads=4)
    counting = PEERS[0].environment("sqlite:////tmp/desk.db", threads=4, count_statements=True)

    assert (quiet["PEER_STATEMENTS"], counting["PEER_STATEMENTS"]) == ("0", "1")
