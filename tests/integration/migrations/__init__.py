"""The migrations, proven on both databases."""
