"""Credits: kept as whole hundredths, which both databases add exactly."""

from decimal import Decimal


def hundredths(credits: Decimal | None) -> int | None:
    """Credits, of at most two decimals, as they are kept."""
    return None if credits is None else int(credits * 100)
