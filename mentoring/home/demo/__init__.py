"""The demo municipality: invented organisations and people in the middle of the main job, laid out through the services.

Nobody here exists. The names were chosen for the grammar's hard cases; telephone numbers and addresses are not in use.
"""
