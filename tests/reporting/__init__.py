"""Tests of dgassess.reporting."""
