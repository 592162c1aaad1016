"""What the commands do: one module per piece of work, joining loading, checks, engine and reporting."""
