"""Betreuung: the day board, one child, the door."""
