"""Fahrdienst: map, board, rides, vehicles and stops."""
