"""Words about people: how a list names them, families, two records of one, and who is ended.

Whom to call stands in `callees`, health in `health`; relations and names in `words`.
"""
