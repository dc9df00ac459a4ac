"""Mending: what is troubled, what each lesson could do instead, and the least disturbance of all.

Next door: a whole timetable is laid in `planning.timetable.search`; single ways out of one
conflict are in `planning.fixes`, and what disturbs whom is counted there for both.
"""
