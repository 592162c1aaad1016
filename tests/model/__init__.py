"""Tests of dgassess.model."""
