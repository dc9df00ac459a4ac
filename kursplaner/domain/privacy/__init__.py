"""What every column holds about people: class, purpose, period, and what erasing does to it.

Who decides by it lives in `planning/privacy`; what reads it through in `store/queries/privacy`.
"""
