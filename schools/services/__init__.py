"""Deeds on the ground: cards, posts, imports, organisations, headships."""
