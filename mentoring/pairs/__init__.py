"""Who is together: pairs and groups, the proposal, the director's decision, the end.

May import everything up to mentoring.banks.
"""
