"""Measurements on generated data and on speed; each module is a command that prints a table."""
