"""Floor 4: what window and shell share, without Qt."""
