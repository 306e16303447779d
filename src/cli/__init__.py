"""Thin Click commands: `flask --app src --help` lists them."""

from flask import Flask

from src.cli.checking import check, promote, recount
from src.cli.exporting import export
from src.cli.importing import import_
from src.cli.serve import serve


def init_app(app: Flask) -> None:
    """Add the commands to `flask --app src`."""
    for command in (serve, import_, export, check, recount, promote):
        app.cli.add_command(command)
