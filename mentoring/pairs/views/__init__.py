"""Pages and deeds of pairs."""
