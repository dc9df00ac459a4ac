"""Maps drawn from coordinates alone: of a day's rides, and one on which a point is set.

Next door: the pages lie in `ui.rides`.
"""
