"""The calendar: days side by side, lanes, and lessons that are moved by hand."""
