"""Tests of dgassess, in the folders of what they test."""
