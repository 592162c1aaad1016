"""The ground floor: places, diagnostics, answer states, numbers. Imports nothing else of the project."""
