"""Stundenplan legen: what to aim for, the search, and what it would change."""
