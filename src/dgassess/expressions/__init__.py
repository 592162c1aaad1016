"""The closed set of operations every rule and aggregation is built from, and the parser of user-written formulas."""
