"""Tables in: every cell as it stands in the file, hostile files refused before.

Next door: what the cells mean is decided in `exchange.people_list`.
"""
