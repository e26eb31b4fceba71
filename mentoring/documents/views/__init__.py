"""Addresses of the papers on pairs: consents, orders, their issue."""
