"""Rides at the shell: listed, swapped, driven by others, fetched elsewhere for a day.

Next door: who wants to ride at all lies in `cli.enrolments`.
"""
