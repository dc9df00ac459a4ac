"""Courses: their list, one course whole, and the wizard for a new one."""
