"""Encrypted towns in words: who opens them, which copies are plain, what became of backups."""
