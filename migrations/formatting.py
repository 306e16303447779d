"""Formats a new migration (a post-write hook: see alembic.ini).

`python -m ruff` finds the ruff that is installed beside this Python, whatever PATH
says. A production install has none, and keeps the file as it was written.
"""

import subprocess
import sys
from importlib.util import find_spec


def main(path: str) -> None:
    """Format the file in place, where ruff is installed."""
    if find_spec("ruff") is None:
        print("ruff is not installed; format the file before you commit it.")  # noqa: T201
        return
    subprocess.run([sys.executable, "-m", "ruff", "format", path], check=True)  # noqa: S603


if __name__ == "__main__":
    main(sys.argv[1])
