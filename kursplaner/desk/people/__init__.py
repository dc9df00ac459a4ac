"""A list of people read in: judged, linked to families, stored in one act.

Next door: the file is read in `exchange.people_list`.
"""
