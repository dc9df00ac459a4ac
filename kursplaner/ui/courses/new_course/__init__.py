"""The wizard: wishes at the left, the whole plan live at the right.

Next door: the plan is made in `desk.courses`.
"""
