"""The command: draw every declared picture, or check that files and declarations agree."""

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from .canvas import Canvas
from .casefiles import Declared, list_stored, read_declared
from .catalogue import PICTURES
from .output import write_picture

ROOT = Path(__file__).resolve().parents[2]


def draw_one(declared: Declared, target: Path) -> list[str]:
    """Draw one declared picture below a folder; returns what is wrong with its labels."""
    picture = PICTURES[declared.key]
    canvas = Canvas(picture.width, picture.height, accent=declared.accent, language=declared.language)
    picture.draw(canvas)
    image, faults = canvas.finish(stored=picture.stored)
    write_picture(image, target / declared.key, full_colour=picture.full_colour, turned=picture.turned)
    return [f"{declared.key}: {fault}" for fault in faults]


def disagreements(root: Path) -> list[str]:
    """Pictures declared but not drawn or not specified, and files or specs that no case declares."""
    declared = {item.key for item in read_declared(root)}
    stored, drawn = set(list_stored(root)), set(PICTURES)
    return [
        *(f"{key}: declared, but there is no such file" for key in sorted(declared - stored)),
        *(f"{key}: declared, but nothing draws it" for key in sorted(declared - drawn)),
        *(f"{key}: a file that no case declares" for key in sorted(stored - declared)),
        *(f"{key}: drawn, but no case declares it" for key in sorted(drawn - declared)),
    ]


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0 clean, 1 problems."""
    parser = argparse.ArgumentParser(prog="python -m tools.sample_pictures", description=__doc__)
    parser.add_argument("parts", nargs="*", help="draw only pictures whose name holds one of these")
    parser.add_argument("--check", action="store_true", help="draw nothing, compare the names")
    parser.add_argument("--root", type=Path, default=ROOT, help="the checkout's root")
    options = parser.parse_args(arguments)
    problems: list[str] = []
    if not options.check:
        chosen = [
            item
            for item in read_declared(options.root)
            if item.key in PICTURES and (not options.parts or any(part in item.key for part in options.parts))
        ]
        with ProcessPoolExecutor() as pool:
            targets = [options.root / "cases"] * len(chosen)
            for faults in pool.map(draw_one, chosen, targets):
                problems += faults
        print(f"{len(chosen)} pictures drawn")
    if not options.parts:
        problems += disagreements(options.root)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
