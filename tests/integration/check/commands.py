"""Running the commands, and writing past the service."""

from click.testing import Result
from flask import Flask
from sqlalchemy import text

from src.extensions import db
from src.work.engines import WRITE


def run(app: Flask, *arguments: str) -> Result:
    """Run a command as `flask --app src` does."""
    return app.test_cli_runner().invoke(args=list(arguments), catch_exceptions=False)


def found(app: Flask, *options: str, exit_code: int = 0) -> list[str]:
    """The lines of a check; the last one counts."""
    result = run(app, "check", *options)
    assert (result.exit_code, result.stderr) == (exit_code, ""), result.output
    return result.stdout.splitlines()


def write(app: Flask, *statements: str) -> None:
    """Change rows behind the service's back."""
    with app.app_context(), db.engine.connect() as connection:
        connection.execution_options(**WRITE)
        for statement in statements:
            connection.execute(text(statement))
        connection.commit()
