"""Tests of dgassess.loading."""
