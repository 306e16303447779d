"""Datasette, which publishes a SQLite file as JSON; it reads only."""
