"""Personen: everybody the office knows, families, roles, credentials."""
