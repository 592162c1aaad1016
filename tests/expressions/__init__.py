"""Tests of dgassess.expressions."""
