"""May we: consents of a person by purpose, each pointing to the frozen text that was signed.

May import schools, schools.papers, roadmaps.
"""
