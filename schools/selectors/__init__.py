"""Reading of the ground: people, posts, imports, organisations."""
