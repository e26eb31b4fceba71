"""Reading roadmaps: the plan of a year, its words, what differs, what is due."""
