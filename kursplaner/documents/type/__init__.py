"""Setting type: fonts, shaping, and text that runs from right to left.

Next door: pages are put together in `documents.page`.
"""
