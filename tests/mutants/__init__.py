"""Proof that the tests notice: each guard is taken away in turn, and a test must fail."""
