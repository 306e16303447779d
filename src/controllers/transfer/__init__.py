"""Many records at once: what `flask import` writes and `flask export` reads.

Rows come in batches, and a batch costs a constant number of statements of a fixed text.
"""
