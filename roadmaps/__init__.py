"""A plan of a year or years: stages, measures, due, responsible, evidence. Empty until its first issue.

May import schools and schools.papers.
"""
