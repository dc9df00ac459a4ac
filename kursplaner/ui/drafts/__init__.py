"""Entwürfe: changes collected before they are applied."""
