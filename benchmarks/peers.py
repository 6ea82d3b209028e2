"""The same cases as plain MkDocs Material has them: a Markdown file each, the default theme, the built-in search."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from benchmarks.texts import BUDGETS

PEERS = {
    "full": "mkdocs-material, every case in the navigation",
    "small": "mkdocs-material, small navigation",
    "weasyprint": "WeasyPrint, the same cases as a book",
}


def make_peer(root: Path, cases: Path, number: int, *, full: bool) -> None:
    """Write the first cases of a project as a MkDocs project into a folder."""
    shutil.rmtree(root, ignore_errors=True)
    docs = root / "docs" / "cases"
    docs.mkdir(parents=True)
    (root / "docs" / "index.md").write_text("# Cases\n", encoding="utf-8")
    entries = []
    for file in sorted(cases.glob("*/*.yml"))[:number]:
        case = yaml.load(file.read_text("utf-8"), Loader=yaml.CBaseLoader)
        (docs / f"{file.stem}.md").write_text(_markdown(case), encoding="utf-8")
        entries.append({case["title"]: f"cases/{file.stem}.md"})
    navigation = [{"Home": "index.md"}, {"Cases": entries}] if full else [{"Home": "index.md"}]
    settings: dict[str, Any] = {
        "site_name": "Cases", "theme": {"name": "material", "font": False}, "nav": navigation,
        "validation": {"nav": {"omitted_files": "ignore"}},
    }  # fmt: skip
    (root / "mkdocs.yml").write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _markdown(case: Mapping[str, Any]) -> str:
    pieces = [f"# {case['title']}", case["summary"]]
    for key in BUDGETS:
        value = case[key]
        pieces += [f"## {key.replace('_', ' ').capitalize()}", *(value if isinstance(value, list) else [value])]
    pieces.append("## Key figures\n\n| quantity | before | after |\n|---|---|---|")
    rows = "\n".join(f"| {each['quantity']} | {each['before']} | {each['after']} |" for each in case["figures"])
    facts = ", ".join([*case["fields"], *case["applications"], *case["materials"], *case["keywords"]])
    return "\n\n".join(pieces) + f"\n{rows}\n\n{facts}\n"
