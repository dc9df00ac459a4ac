"""The shuttle: tours of a course and of a day, vehicles, stops, passengers moved and recorded.

Next door: who may sit where is decided in `domain.rides`.
"""
