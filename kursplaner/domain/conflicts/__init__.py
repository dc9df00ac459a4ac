"""What a conflict is, what stands against a choice, and why a step is not played again.

Next door: they are found in `planning.conflicts`.
"""
