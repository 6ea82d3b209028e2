"""The page of every command: its words and options as the command line itself tells them."""

from __future__ import annotations

import click

from casebook.cli import main

HEAD = """\
---
title: Every command
---

<!-- Written by `python -m tools.handbook` from the command line. Do not edit by hand. -->

# Every command

`casebook COMMAND --help` says the same at the terminal. Exit status: 0 clean, 1 problems in the files, 2 wrong use.
"""


def render_commands() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(_command(name, command) for name, command in sorted(main.commands.items()))])


def _command(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=f"casebook {name}")
    usage = " ".join(command.collect_usage_pieces(context))
    said = "\n\n".join(" ".join(part.split()) for part in (command.help or "").split("\n\n"))
    rows = [_option(each, context) for each in command.params if isinstance(each, click.Option)]
    table = ["| option | meaning |", "|---|---|", *rows, ""] if rows else []
    return "\n".join([f"## casebook {name}\n", f"    casebook {name} {usage}\n", f"{said}\n", *table])


def _option(option: click.Option, context: click.Context) -> str:
    names, meaning = option.get_help_record(context) or ("", "")
    # A bar would end the cell of the table.
    cells = [f"`{names.replace('|', ', ')}`", " ".join(meaning.replace("|", ", ").split())]
    return f"| {' | '.join(cells)} |"
