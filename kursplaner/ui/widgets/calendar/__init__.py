"""The week calendar: values, geometry, painting, and blocks moved by hand.

Next door: its page lies in `ui.calendar`.
"""
