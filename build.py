"""The door to the commands from a checkout: ``python build.py COMMAND`` is ``tongbao COMMAND``, not installed."""

import sys

from tongbao.cli.main import main

if __name__ == "__main__":
    sys.exit(main("python build.py"))
