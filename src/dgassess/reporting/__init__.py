"""From results to documents: contents (every number formatted once), a template, blocks, and one writer per format."""
