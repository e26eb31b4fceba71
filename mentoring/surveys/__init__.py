"""Questionnaires, waves, one-time links, answers, before and after; anonymity that holds with the database in hand.

May import everything up to mentoring.programs. What concerns banks and pairs is written through *their* services, after the
curator's confirmation.
"""
