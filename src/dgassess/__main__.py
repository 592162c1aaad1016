"""`python -m dgassess`."""

from dgassess.cli.entry import main

main()
