"""Attendance: the grid of a course and what one cell says."""
