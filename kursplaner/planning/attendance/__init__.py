"""Entering attendance, and who is where at one moment.

Next door: one mark is judged in `domain.attendance`.
"""
