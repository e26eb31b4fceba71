"""Forms of roadmaps, split by noun."""
