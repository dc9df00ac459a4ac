"""What each kind of conflict needs to know.

Next door: they are judged in `planning.conflicts`.
"""
