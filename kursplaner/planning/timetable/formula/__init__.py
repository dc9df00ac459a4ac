"""A timetable as a formula for CP-SAT, and the smallest set that excludes itself.

Next door: it is laid by hand first in `planning.timetable.search`.
"""
