"""From files to models or diagnostics: text, marked tree, validation. Nothing here knows what the models mean."""
