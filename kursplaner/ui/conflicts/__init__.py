"""Konflikte: all that clashes, in sentences, with ways out."""
