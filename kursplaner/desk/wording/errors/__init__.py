"""A sentence for every refusal, by what it is about.

Next door: the kinds of refusals come from all floors below.
"""
