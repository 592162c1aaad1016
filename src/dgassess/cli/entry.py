"""The entry point: Ctrl-C while the libraries are still being loaded ends without a traceback, too."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Load the application and run it; exit code 130 when interrupted."""
    # Loading makes many objects and hardly any rubbish: collecting after every 700 of them is a tenth of the time.
    # What 200,000 objects hold is some 20 MB.
    gc.set_threshold(200_000)
    # Pydantic looks through every installed package for plug-ins: slow, and a stranger to what a file means.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        from dgassess.cli.main import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
