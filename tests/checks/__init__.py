"""Checks: what they find in small systems, and that they find nothing in what ships."""
