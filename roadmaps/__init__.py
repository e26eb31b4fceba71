"""A plan of a year or of years: stages, measures, due, responsible, status, evidence; of a school or a municipality.

May import schools and schools.papers. Knows nothing of pairs and banks: evidence arrives from outside as facts, each
measure may carry a code for which `home` finds the proof.
"""
