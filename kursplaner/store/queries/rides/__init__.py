"""Questions about rides, vehicles, stops and the log of a ride.

Next door: tours are laid in `planning.rides`.
"""
