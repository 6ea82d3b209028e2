"""One language's view of the programme: names of terms, fields with their numbers, addresses of lists."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from casebook.labels.catalogue import Labels, labels
from casebook.model.programme import Programme
from casebook.model.scalars import in_language
from casebook.site.colours import field_numbers
from casebook.site.languages import SiteLanguage


@dataclass(frozen=True, slots=True)
class Tag:
    """A term as it is shown: its name, and where a click on it leads, below the language's root."""

    code: str
    name: str
    link: str = ""
    number: str = ""
    """A field's number in two figures; '' for other terms."""
    shade: str = ""
    """The class that gives a field its colour."""


@dataclass(frozen=True)
class Room:
    """A language of the site together with the programme's terms in it."""

    programme: Programme
    language: SiteLanguage

    @cached_property
    def words(self) -> Labels:
        """The site's labels."""
        return labels("site", self.language.tag)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Today's field codes and their numbers."""
        return field_numbers(self.programme)

    def text(self, local: dict[str, str]) -> str:
        """A text of the programme in this language."""
        return in_language(local, self.language.tag)

    @cached_property
    def _known(self) -> dict[tuple[str, ...], Tag]:
        """Tags that were made: a few hundred stand on thousands of pages."""
        return {}

    def name(self, taxonomy: str, code: str | None) -> str:
        """A term's name; the code where it is unknown, '' for none."""
        term = self.programme.taxonomies.find(taxonomy, code)
        return self.text(term.name) if term else code or ""

    def field(self, code: str) -> Tag:
        """A technology field as a tag."""
        return self._known.get(("fields", code)) or self._keep(("fields", code), self._field(code))

    def _field(self, code: str) -> Tag:
        number = self.numbers.get(code)
        if number is None:
            return Tag(code, self.name("fields", code))
        return Tag(code, self.name("fields", code), f"fields/{code}/", f"{number:02d}", f"cb-f{number}")

    def _keep(self, key: tuple[str, ...], tag: Tag) -> Tag:
        return self._known.setdefault(key, tag)

    def term(self, taxonomy: str, code: str, folder: str = "") -> Tag:
        """Any other term as a tag; with a folder it leads to the page there that lists its cases."""
        key = (taxonomy, code, folder)
        link = f"{folder}/{code}/" if folder else ""
        return self._known.get(key) or self._keep(key, Tag(code, self.name(taxonomy, code), link))

    def edition(self, code: str) -> Tag:
        """An edition as a tag."""
        return self._known.get((code,)) or self._keep((code,), self._edition(code))

    def _edition(self, code: str) -> Tag:
        edition = self.programme.edition(code)
        return Tag(code, (self.text(edition.title) if edition else "") or code, f"editions/{code}/")
