"""Every row that speaks of a person, found from the foreign keys and the registry.

The registry itself lies in `domain/privacy`; who is named where else, in `store/queries/labels`.
"""
