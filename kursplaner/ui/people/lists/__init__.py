"""Lists of people read in: the file, what its columns mean, and what is decided of each row.

Next door: one person is edited in `ui.people`.
"""
