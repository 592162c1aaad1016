"""Tests of dgassess.cli."""
