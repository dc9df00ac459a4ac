"""People and families: put down, changed, recognised, and what is missing about them.

Next door: their places in courses lie in `planning.enrolments`.
"""
