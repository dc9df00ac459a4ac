"""From the file of a town to a timetable's problem, and back into words of the town.

Next door: the search knows no town; it lies in `planning.timetable.search`.
"""
