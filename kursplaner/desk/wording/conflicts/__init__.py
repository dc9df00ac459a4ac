"""Conflicts, obstacles and fixes in sentences.

Next door: how serious they are is decided in `planning.conflicts.severities`.
"""
