"""The pure scoring engine: plan, exact lowering, levels, explanation. No input or output happens here."""
