"""The measured claims, and what they are measured against."""
