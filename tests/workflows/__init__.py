"""Tests of dgassess.workflows."""
