"""Pages of the papers: consents, orders, agreements, roadmaps, wording, the journal of consents, the day of signing."""
