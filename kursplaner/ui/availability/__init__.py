"""Verfügbarkeit: the week of a person or vehicle, painted, and what that changes."""
