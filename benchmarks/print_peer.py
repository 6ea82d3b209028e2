"""The same cases as one book by WeasyPrint: HTML in two columns, contents with page numbers, an A4 spread a case.

`python -m benchmarks.print_peer CASES N OUT` prints how many cases and pages it has set. WeasyPrint is no dependency of
the project: whoever wants the comparison installs it (`pip install weasyprint`).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import markdown
import yaml

from benchmarks.texts import BUDGETS

_STYLE = """
@page { size: A4; margin: 26mm 18mm 19mm 20mm; @bottom-right { content: counter(page) } }
body { font: 8.8pt/12.6pt "Source Serif 4", "Noto Serif CJK JP", serif; text-align: justify; hyphens: auto }
h1, h2, table, nav { font-family: "Source Sans 3", "Noto Sans CJK JP", sans-serif; text-align: left }
h1 { font-size: 20pt; line-height: 1.2 } h2 { font-size: 9.8pt; margin: 9pt 0 3.8pt } p { margin: 0; text-indent: 1em }
section { break-before: left } .text { columns: 2; column-gap: 5mm } table { width: 100%; font-size: 7.6pt }
nav a::after { content: leader(".") target-counter(attr(href), page) } nav a { display: block }
"""


def render_book(cases: Sequence[tuple[str, Mapping[str, Any]]]) -> str:
    """The book's HTML: contents, then the cases."""
    contents = "".join(f'<a href="#{name}">{escape(case["title"])}</a>' for name, case in cases)
    body = "".join(_case(name, case) for name, case in cases)
    return f'<html lang="en"><title>Cases</title><style>{_STYLE}</style><nav>{contents}</nav>{body}</html>'


def _case(name: str, case: Mapping[str, Any]) -> str:
    texts = []
    for key in BUDGETS:
        value = case[key]
        items = "\n\n".join(value if isinstance(value, list) else [value])
        texts.append(f"<h2>{key.replace('_', ' ').capitalize()}</h2>{markdown.markdown(items, extensions=['tables'])}")
    rows = "".join(
        f"<tr><td>{escape(each['quantity'])}<td>{each['before']}<td>{each['after']}</tr>" for each in case["figures"]
    )
    facts = ", ".join([*case["fields"], *case["applications"], *case["materials"], *case["keywords"]])
    language = case.get("language", "en")
    return (
        f'<section id="{name}" lang="{language}"><h1>{escape(case["title"])}</h1><p>{escape(case["summary"])}</p>'
        f'<p>{escape(facts)}</p><table>{rows}</table><div class="text">{"".join(texts)}</div></section>'
    )


def main() -> None:
    """Set the first cases of a project."""
    from weasyprint import HTML  # type: ignore[import-not-found, import-untyped, unused-ignore]

    parser = argparse.ArgumentParser()
    parser.add_argument("cases", type=Path)
    parser.add_argument("number", type=int)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    files = sorted(given.cases.glob("*/*.yml"))[: given.number]
    cases = [(file.stem, yaml.load(file.read_text("utf-8"), Loader=yaml.CBaseLoader)) for file in files]
    document = HTML(string=render_book(cases)).render()
    document.write_pdf(given.out)
    print(json.dumps({"cases": len(cases), "pages": len(document.pages)}))


if __name__ == "__main__":
    main()
