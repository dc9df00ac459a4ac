"""Ways out of a conflict, with what each would cost.

Next door: conflicts are found in `planning.conflicts`.
"""
