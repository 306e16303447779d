"""HTTP in, HTTP out. A view is a sentence: load, one call, dump."""

from flask import Flask

from src.blueprints import courses, enrollments, health, history, rosters, students, terms
from src.blueprints.wire import IdConverter


def init_app(app: Flask) -> None:
    """Register every route."""
    app.url_map.converters["id"] = IdConverter
    # A doubled slash inside a path makes it no resource, and no redirect in HTML.
    app.url_map.merge_slashes = False
    for module in (students, terms, courses, rosters, enrollments, history, health):
        app.register_blueprint(module.bp)
