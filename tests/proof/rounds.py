"""Rounds of one student's many hands: what the eight ask for at once."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.proof.one_student import Act, Heard, Schedule, Term

HANDS = 8
CLASHING = CALM = HANDS
"""Courses of a term: so many are held at the same hour, so many at hours of their own."""


@dataclass(frozen=True, slots=True)
class Round:
    """A kind of round, the schedule that it starts from, and an act for every hand."""

    name: str
    term: Term
    start: Schedule
    acts: tuple[Act, ...]


def rounds(terms: list[Term], count: int, seed: int) -> Iterator[Round]:
    """Rounds of all kinds in turn, and of all terms; the hands are shuffled."""
    chance = random.Random(seed)
    for number in range(count):
        name, deal = _KINDS[number % len(_KINDS)]
        term = terms[number // len(_KINDS) % len(terms)]
        start, acts = deal(_Courses(term), chance)
        chance.shuffle(acts)
        yield Round(name, term, frozenset(start), tuple(acts))


class _Courses:
    """A term's courses by kind: the clashing have one credit each, the calm three."""

    def __init__(self, term: Term) -> None:
        ids = sorted(term.credits)
        self.clashing, self.calm = ids[:CLASHING], ids[CLASHING:]


_Dealt = tuple[list[int], list[Act]]


def _post(*courses: int) -> Act:
    return Act("POST", courses)


def _put(*courses: int) -> Act:
    return Act("PUT", courses)


def _delete(course: int) -> Act:
    return Act("DELETE", (course,))


def _clash(of: _Courses, _: random.Random) -> _Dealt:
    """Only one of eight can have its course."""
    return [], [_post(each) for each in of.clashing]


def _credits(of: _Courses, chance: random.Random) -> _Dealt:
    """The limit is reached by the first few of eight; one may have been there before."""
    return of.calm[: chance.randint(0, 1)], [_post(each) for each in of.calm]


def _same(of: _Courses, chance: random.Random) -> _Dealt:
    """All want the same."""
    return [], [_post(chance.choice(of.clashing))] * HANDS


def _swap(of: _Courses, _: random.Random) -> _Dealt:
    """Some change the whole schedule while others add to it what would clash or be too much."""
    (had, one, other, *_rest), (kept, more, most, *_calm) = of.clashing, of.calm
    swaps = [_put(one, kept), _put(other), _put(one), _put(other, more)]
    return [had, kept], [*swaps, _post(one), _post(other), _post(more), _post(more, most)]


def _drop(of: _Courses, _: random.Random) -> _Dealt:
    """Some leave while others take what only those who left may have, or come back."""
    (had, one, other, *_rest), (first, second, third, fourth, *_calm) = of.clashing, of.calm
    joins = [_post(one), _post(other), _post(had), _post(third), _post(fourth)]
    return [had, first, second], [_delete(had), _delete(had), _delete(first), *joins]


def _mixed(of: _Courses, chance: random.Random) -> _Dealt:
    """Anything at once; the first leaves, so that somebody can win."""
    start = [chance.choice(of.clashing), chance.choice(of.calm)]
    acts = [_delete(start[0])]
    while len(acts) < HANDS:
        some = chance.sample([*of.clashing[:3], *of.calm[:3]], chance.randint(1, 2))
        acts.append(chance.choice([_post(*some), _put(*some), _delete(chance.choice(start))]))
    return start, acts


_KINDS = (
    ("all clash", _clash),
    ("credits for a few", _credits),
    ("swap against enroll", _swap),
    ("drop against enroll", _drop),
    ("the same course", _same),
    ("mixed", _mixed),
)


def wrong_in(each: Round, heard: Iterable[Heard], end: Schedule) -> list[str]:
    """A line for everything that is not as it should be after a round."""
    answers = tuple(heard)
    wrong = [f"{one} clashes with {other}" for one, other in each.term.clashes(end)]
    if (total := each.term.total(end)) > each.term.limit:
        wrong.append(f"{total} credits are over the limit of {each.term.limit}")
    wrong += [f"{a.act} was answered {a.status} {a.words}" for a in answers if not _is_proper(a)]
    if all(answer.status != 200 for answer in answers):
        wrong.append("nobody succeeded")
    if not each.term.can_follow(each.start, answers, end):
        wrong.append(f"no order leads from {sorted(each.start)} to {sorted(end)} by {answers}")
    return [f"{each.name}: {line}" for line in wrong]


def _is_proper(heard: Heard) -> bool:
    codes = {word for _, word in heard.words}
    return heard.status == 200 or (heard.status == 409 and codes <= {"E023", "E024"})
