"""Pages of roadmaps, split by noun. Deeds are short functions that call one service each."""
