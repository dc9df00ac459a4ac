"""Every sheet the office prints, one module each, drawn from plain data.

Next door: the data is gathered in `desk.printing`.
"""
