"""One defect per file; `table` lists them in order. Checks see a system and its questionnaire put together."""
