"""Courses: planned with all that comes along, changed, merged, split, continued.

Next door: their lessons lie in `planning.lessons`, their people in `planning.enrolments`.
"""
