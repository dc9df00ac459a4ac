"""Sheets that are due, one module for each kind, and what was printed already.

Next door: they are drawn in `documents.sheets`.
"""
