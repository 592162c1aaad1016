"""The command line: commands, renderers of diagnostics, progress, exit codes, nothing else."""
