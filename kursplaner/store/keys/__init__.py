"""Who can read an encrypted town: its envelope, passwords, the recovery code, keys while unlocked.

Next door: `store/file` opens what is unlocked here.
"""
