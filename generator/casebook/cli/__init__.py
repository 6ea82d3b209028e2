"""The command `casebook`: reads the words of a call, runs one room, and says how it went.

Exit status: 0 clean, 1 problems in the project's files, 2 wrong use. Each command imports its room when it is
called: a check waits for neither MkDocs nor Typst.
"""

from __future__ import annotations

import io
import sys

import click

from casebook import __version__
from casebook.cli.build import build, serve
from casebook.cli.check import check
from casebook.cli.data import archive, export
from casebook.cli.editing import fmt, rename, translate_status
from casebook.cli.fitting import fit
from casebook.cli.fonts import fonts
from casebook.cli.forms import form
from casebook.cli.intake import import_
from casebook.cli.office import approve, mark, progress, proof_pack
from casebook.cli.preflight import preflight
from casebook.cli.printing import print_
from casebook.cli.proof import proof
from casebook.cli.start import init, migrate, new, schema
from casebook.cli.taking import take
from casebook.cli.translated import translated


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="casebook")
def main() -> None:
    """Publish project cases: one YAML file a case becomes a searchable site and print catalogues."""
    for stream in (sys.stdout, sys.stderr):
        # Where a terminal's encoding has no Japanese, or no typographic quotes, a report still comes out.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


COMMANDS = (
    approve,
    archive,
    build,
    check,
    export,
    fit,
    fmt,
    fonts,
    form,
    import_,
    init,
    mark,
    migrate,
    new,
    preflight,
    print_,
    progress,
    proof_pack,
    rename,
    proof,
    schema,
    serve,
    take,
    translate_status,
    translated,
)
for command in COMMANDS:
    main.add_command(command)
