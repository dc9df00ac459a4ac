"""Finding conflicts at the shell, and applying a fix.

Next door: what they are is decided in `planning.conflicts` and `planning.fixes`.
"""
