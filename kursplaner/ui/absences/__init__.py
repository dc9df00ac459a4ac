"""Ausfall: who is missing, who stands in, whom to call and what they say."""
