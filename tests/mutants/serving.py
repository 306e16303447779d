"""Guards of a start: what a fork must not lose, and what must not be served."""

from tests.mutants.guard import Guard

_WORKERS = "tests/integration/http/test_workers.py"
_UPGRADING = "tests/integration/http/test_upgrading.py"

GUARDS = (
    Guard(
        "a worker forgets its parent's handlers",
        "src/cli/workers.py",
        "signal.signal(each, signal.SIG_DFL)",
        "pass",
        _WORKERS,
    ),
    Guard(
        "signals wait for a fork",
        "src/cli/workers.py",
        "signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)",
        "pass",
        _WORKERS,
    ),
    Guard(
        "signals wait no longer than a fork",
        "src/cli/workers.py",
        "after_in_parent=partial(signal.pthread_sigmask, signal.SIG_UNBLOCK, _SIGNALS),",
        "",
        _WORKERS,
    ),
    Guard(
        "a failed upgrade stops the start",
        "src/cli/database.py",
        "if done.returncode:",
        "if False:",
        _UPGRADING,
    ),
    Guard(
        "HEAD is answered without the body",
        "src/blueprints/messages.py",
        'environ["REQUEST_METHOD"] == "HEAD" or ',
        "",
        "tests/integration/http/test_methods.py -k sqlite",
    ),
)
