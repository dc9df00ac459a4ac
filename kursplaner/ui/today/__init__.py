"""Heute: the day, what is to do, who is here."""
