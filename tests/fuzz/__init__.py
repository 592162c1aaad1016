"""Files spoilt at random: whatever is in them, validating ends soon and with diagnostics."""
