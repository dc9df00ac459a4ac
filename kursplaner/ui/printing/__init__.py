"""The print centre: what is due, what changed since it was printed, the pages, the printer."""
