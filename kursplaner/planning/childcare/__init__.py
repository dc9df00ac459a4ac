"""Childcare beside the lessons: slots, carers, children admitted, brought and collected.

Next door: enrolling the children lies in `planning.enrolments`.
"""
