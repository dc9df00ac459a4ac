"""Childcare at the shell: the day's board, and what is done at the door.

Next door: who is enrolled with children lies in `cli.enrolments`.
"""
