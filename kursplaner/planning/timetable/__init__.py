"""Laying out and mending timetables; pure, from plain data to plain data.

problem   what goes in and comes out: Problem, Solution, Score
checker   score(problem, placements) -> Score: an own count of every rule and wish
start     first(problem, seed) -> Placements: a fast complete start
engine    Limits: seconds, workers, seed; runs CP-SAT on a Formula
solver    solve(problem, Limits) -> Solution; mend(problem, Limits) moves as little as possible
clash     smallest_clash(problem, seconds) -> Clash | None: what excludes itself, and its prices
"""
