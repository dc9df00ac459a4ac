"""Rooms put down and closed.

Next door: free rooms are found in `planning.choices`.
"""
