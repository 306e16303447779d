"""Thin Click commands: `flask --app src --help` lists them."""

from flask import Flask

from src.cli.serve import serve


def init_app(app: Flask) -> None:
    """Add the commands to `flask --app src`."""
    app.cli.add_command(serve)
