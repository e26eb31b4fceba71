"""Phrases of papers: how people, grounds, terms, payments and changes are told."""
