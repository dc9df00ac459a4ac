"""The lessons of a course: their tab, one lesson at the side, boxes to change them.

Next door: the calendar lies in `ui.calendar`.
"""
