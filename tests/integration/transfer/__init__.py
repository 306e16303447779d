"""Import and export, through their commands."""
