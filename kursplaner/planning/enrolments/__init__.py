"""Enrolling families, waiting, moving up, leaving, and the places that are free.

Next door: courses lie in `planning.courses`, the families themselves in `planning.people`.
"""
