"""One file per rule kind and per aggregation: its YAML fields, its formula as operations, its sentence.

The table of rule kinds is in `kinds`, that of aggregations in `aggregations`.
"""
