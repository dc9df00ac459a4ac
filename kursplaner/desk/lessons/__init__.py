"""What the card of a lesson says, and the ways out while one is moved.

Next door: the moves are planned in `planning.lessons`.
"""
