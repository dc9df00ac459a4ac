"""Entering attendance at the shell, mark by mark or from a file.

Next door: the rules lie in `planning.attendance`.
"""
