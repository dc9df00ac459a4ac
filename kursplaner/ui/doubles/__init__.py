"""Mögliche Doppel: two records compared field by field, and made one.

Next door: the list of people and the form of one person lie in `ui.people`.
"""
