"""What the application leaves out of Flask's way, and so may not be used."""

from flask import Flask
from flask.testing import FlaskClient


def test_no_blueprint_has_hooks_or_handlers(app: Flask, client: FlaskClient) -> None:
    client.get("/nowhere")

    kinds = (
        app.before_request_funcs,
        app.after_request_funcs,
        app.teardown_request_funcs,
        app.error_handler_spec,
        app.url_value_preprocessors,
        app.url_default_functions,
    )
    # A request says that it belongs to none, and theirs would never be called.
    assert {name for kind in kinds for name in kind} <= {None}
