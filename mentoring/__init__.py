"""Composition of the product: settings, addresses, WSGI.

The rooms inside (consents, banks, pairs, documents, home) are separate apps;
this package itself holds no models and no logic.
"""
