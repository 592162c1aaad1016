"""Tests of dgassess.rules."""
