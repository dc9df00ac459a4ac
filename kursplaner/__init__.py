"""Kursplaner: courses, rooms, childcare and shuttle of an integration office in one window."""

__version__ = "0.1.0"
