"""The entry point: Ctrl-C while the libraries are still being loaded ends without a traceback, too."""

from __future__ import annotations

import sys


def main() -> None:
    """Load the application and run it; exit code 130 when interrupted."""
    try:
        from dgassess.cli.main import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
