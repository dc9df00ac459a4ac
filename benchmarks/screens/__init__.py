"""Walks every page and box of a town through screens and looks for what cannot be read there.

`python -m benchmarks.screens` says how; `tests/ui/test_screens.py` walks a short way.
"""
