"""`python -m tools.handbook` writes the generated pages of docs/handbook/; `--check` only says which are stale."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.handbook.pages import PAGES

FOLDER = Path("docs/handbook")


def main(arguments: list[str]) -> int:
    """Write or check every page; 1 where one was stale and only a check was asked for."""
    stale = []
    for name, render in PAGES.items():
        file, text = FOLDER / name, render()
        if not file.exists() or file.read_text("utf-8") != text:
            stale.append(name)
            if "--check" not in arguments:
                file.write_text(text, encoding="utf-8", newline="\n")
    for name in stale:
        print(f"{FOLDER / name}: {'stale' if '--check' in arguments else 'written'}")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
