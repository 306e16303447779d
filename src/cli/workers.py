"""How the workers of a server come to be: forks of a process that has imported everything."""

import gc
import multiprocessing
import os
import signal
import sys
from functools import partial

_SIGNALS = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)


def fork_workers() -> None:
    """Let workers be forks of this process, with nothing to import and its memory shared.

    Elsewhere than on Linux they are new processes: libraries of other systems may not
    survive a fork.
    """
    if sys.platform != "linux":
        multiprocessing.set_start_method("spawn", force=True)
        return
    multiprocessing.set_start_method("fork", force=True)
    os.register_at_fork(
        before=_before_fork,
        after_in_parent=partial(signal.pthread_sigmask, signal.SIG_UNBLOCK, _SIGNALS),
        after_in_child=_hear_signals_anew,
    )


def _before_fork() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    # A collection of what is there already would write into every page that is shared.
    gc.freeze()


def _hear_signals_anew() -> None:
    """Hear signals as a new process does, those first that waited for the fork.

    With its parent's handlers, a worker that is told to stop before it has handlers of its
    own would not stop.
    """
    for each in _SIGNALS:
        signal.signal(each, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
