"""Einstellungen: the town, its rules, the look, backups, grants."""
