"""Courses at the shell: listed, shown, planned from a file, and changed from a day on.

Next door: single lessons lie in `cli.lessons`, people of a course in `cli.enrolments`.
"""
