"""Changing lessons: moved, stretched, swapped, cancelled, made up, taught by somebody else.

Next door: what goes along lies in `planning.childcare` and `planning.rides`.
"""
