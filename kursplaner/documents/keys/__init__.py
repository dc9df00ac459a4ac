"""The sheet with the recovery code of a town, for a sealed envelope.

Next door: `documents/sheets` draws what the office prints every day.
"""
