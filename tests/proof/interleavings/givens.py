"""What the specifications have in common: their present, a term, a course with one seat."""

from datetime import UTC, date, datetime

ONE = {"capacity": 1}
NOW = datetime(2026, 10, 1, 12, tzinfo=UTC)
AUTUMN = {
    "starts_on": date(2026, 9, 1),
    "ends_on": date(2026, 12, 18),
    "time_zone": "Europe/Berlin",
}
