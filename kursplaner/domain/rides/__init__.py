"""Vehicles, stops, rides and seats, and who may sit where.

Next door: tours are laid in `planning.rides`.
"""
