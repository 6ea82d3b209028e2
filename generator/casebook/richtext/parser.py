"""The parser of a process: made when it is first needed, used by one thread at a time."""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown import Markdown


class Parser:
    """One Markdown instance, reset for each text."""

    def __init__(self, markdown: Markdown) -> None:
        self._markdown = markdown
        self._lock = Lock()

    def html(self, source: str) -> str:
        """The HTML of a text, not yet sanitised."""
        with self._lock:
            return self._markdown.reset().convert(source)


@cache
def parser() -> Parser:
    """The parser of this process."""
    from casebook.richtext.dialect import markdown  # most runs meet no marked text, and the import takes 40 ms

    return Parser(markdown())
