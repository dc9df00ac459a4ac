"""What the cells of a list of people mean: columns, names, birth dates, values.

Next door: the cells come from `exchange.reading`.
"""
