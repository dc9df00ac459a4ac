"""Encrypted towns at the shell: made, encrypted, looked at, who opens them, and backups of them.

Next door: `restore` lies in `cli/restoring.py`; what is typed unseen in `cli/shell/secrets.py`.
"""
