"""Frozen models of the files people write; extra keys are forbidden, nothing is read or written here."""
