"""What can be chosen: free rooms, teachers and carers, free times.

Next door: what speaks against a choice is told by `domain.conflicts`.
"""
