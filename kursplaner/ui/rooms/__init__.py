"""Räume: what rooms there are, who uses them, when they are closed."""
