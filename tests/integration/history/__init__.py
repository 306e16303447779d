"""What the events tell: of changes, of the past, and of what was refused."""
