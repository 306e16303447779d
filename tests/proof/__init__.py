"""Proof that nothing is lost: `make prove` at full size, `make test` samples of the same code.

Every module of `KINDS` proves one thing: its `prove` runs at a `Size` on a database,
asserts, and returns what was done. `check` is the oracle of all of them.
"""
