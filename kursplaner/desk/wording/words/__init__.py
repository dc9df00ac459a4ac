"""Single words: kinds, nouns with their counts, days, names, languages.

Next door: whole sentences lie beside this folder.
"""
