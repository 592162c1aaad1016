"""The seeded-defects corpus: single edits of the content that ships, and what must find each."""
