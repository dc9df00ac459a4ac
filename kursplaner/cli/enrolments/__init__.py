"""Enrolling and leaving at the shell.

Next door: the rules lie in `planning.enrolments`.
"""
