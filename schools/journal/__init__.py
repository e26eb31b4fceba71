"""Append-only audit: who, on whose behalf, in which organisation, what deed on what subject, before and after, why.

Written explicitly by services; read by curator and director. May import only schools.
"""
