"""What people can give and need: the bank of mentors and the bank of mentees of a year, and their dictionaries.

May import schools, schools.papers, roadmaps, mentoring.consents.
"""
