"""Open data for machines that know schema.org: the whole casebook as one data set in JSON-LD."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from casebook.exports.records import page_address
from casebook.model.scalars import in_language
from casebook.model.tables import plain
from casebook.publication.values import PublicCase, Published


def graph(records: Sequence[Mapping[str, Any]], published: Published) -> dict[str, Any]:
    """A Dataset of schema.org with every case as a part of it."""
    programme = published.programme
    publisher = in_language(programme.publisher.name, programme.language)
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        **plain(
            {
                "name": in_language(programme.title, programme.language),
                "url": programme.address,
                "license": programme.licence,
                "dateModified": published.date.isoformat(),
                "publisher": {"@type": "Organization", "name": publisher},
            }
        ),
        "hasPart": [_article(case, record, published) for case, record in zip(published.cases, records, strict=True)],
    }


def _article(case: PublicCase, record: Mapping[str, Any], published: Published) -> dict[str, Any]:
    language, programme = case.language, published.programme
    about = [
        in_language(term.name, language)
        for name, codes in (("fields", case.fields_today), ("applications", record.get("applications", ())))
        for code in codes
        if (term := published.term(name, code))
    ]
    made = {
        "@type": "TechArticle",
        "@id": page_address(case.id, programme),
        "identifier": case.id,
        "headline": record.get("title"),
        "abstract": record.get("summary"),
        "inLanguage": language,
        "keywords": record.get("keywords"),
        "about": [{"@type": "DefinedTerm", "name": name} for name in dict.fromkeys(about)],
        "author": [{"@type": "Organization", "name": each.name(language)} for each in case.members],
        "license": record.get("licence") or programme.licence,
        "workTranslation": [
            {"@type": "TechArticle", "inLanguage": each, "headline": texts.get("title")}
            for each, texts in record.get("translations", {}).items()
        ],
    }
    return dict(plain(made))
