"""The map of a day's rides, drawn from coordinates alone.

Next door: the page lies in `ui.rides`.
"""
