"""Verlauf: every act, who did it and when."""
