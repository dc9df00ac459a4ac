"""The attendance grid: values, painting, and one key per mark.

Next door: its tab lies in `ui.attendance`.
"""
