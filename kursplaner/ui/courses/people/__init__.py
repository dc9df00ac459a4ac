"""The people of a course: enrolled, waiting, left; boxes to enrol and to leave.

Next door: everybody the office knows is shown in `ui.people`.
"""
