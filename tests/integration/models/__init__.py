"""The models and what the database refuses, on both databases."""
