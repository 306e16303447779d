"""What was measured on: machine, versions, commit, and how fast the disk answers."""

import os
import platform
import subprocess
import time
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.load import wrk_version
from benchmarks.service import ROOT

_SYNCS = 200


def describe(folder: Path) -> dict[str, Any]:
    """The facts that figures depend on; `folder` is where databases are copied to."""
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 2),
        "memory_gib": round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30, 1),
        "kernel": platform.release(),
        "python": platform.python_version(),
        "wrk": wrk_version(),
        "commit": _git("rev-parse", "HEAD"),
        "dirty": bool(_git("status", "--porcelain")),
        "fdatasync_us": fdatasync_microseconds(folder),
    }


def fdatasync_microseconds(folder: Path) -> int:
    """The median of what a commit waits for at least: one page written and on disk."""
    probe = folder / "fdatasync.probe"
    times = []
    with probe.open("wb", buffering=0) as file:
        for _ in range(_SYNCS):
            begun = time.perf_counter()
            file.write(bytes(4096))
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - begun)
    probe.unlink()
    return round(median(times) * 1e6)


def _cpu() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _git(*arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 (our own command)
        ["git", *arguments],  # noqa: S607 (the one in the path)
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip()
