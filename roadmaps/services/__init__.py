"""Deeds on roadmaps. Whoever changes a roadmap, a measure or its doing calls one of these; nothing else does."""
