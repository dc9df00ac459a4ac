"""Sheets as PDF from the shell.

Next door: which sheets are due is told by `desk.printing`.
"""
