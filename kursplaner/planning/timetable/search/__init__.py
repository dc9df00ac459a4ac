"""A timetable laid fast by hand, then part by part by the formula.

Next door: the formula lies in `planning.timetable.formula`.
"""
