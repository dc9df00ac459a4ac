"""People at the shell: listed, and read in from a list.

Next door: reading the file lies in `exchange.people_list`.
"""
