"""Tables people have (Excel, CSV) turned into what the project keeps in YAML, and back."""
