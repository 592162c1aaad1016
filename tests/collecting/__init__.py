"""Tests of dgassess.collecting."""
