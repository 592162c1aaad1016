"""The exact engine against an oracle, by properties and by examples."""
