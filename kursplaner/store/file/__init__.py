"""The town file: opened, checked, upgraded, locked and watched; its log and neighbours.

Next door: copies of it lie in `store.backups`, its changes in `store.journal`.
"""
