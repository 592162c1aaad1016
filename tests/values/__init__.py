"""Tests of dgassess.values."""
