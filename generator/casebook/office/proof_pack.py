"""The pack that goes to a company in its language: its printed page, its web page, what changed, a sheet to sign."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from casebook.catalogue.proof import Proofreader
from casebook.model.scalars import in_language
from casebook.office.approvals import approved_case
from casebook.office.differences import differences
from casebook.office.sheet import render_sheet
from casebook.office.web_page import web_page_pdf
from casebook.project.load import load_case
from casebook.project.values import Casebook, CaseEntry
from casebook.staging import WORK


@dataclass(frozen=True, slots=True)
class ProofPack:
    """The files of a pack by name, and what is missing in it."""

    files: Mapping[str, bytes]
    without: tuple[str, ...]
    """Parts that could not be made, each with the reason."""


def make_pack(
    casebook: Casebook, entry: CaseEntry, *, date: dt.date, form: str, language: str | None, browser: str | None
) -> ProofPack:
    """Everything that a company needs to approve its case. Raises CatalogueError and SiteError."""
    spoken = language or entry.case.language or casebook.programme.language
    files = {f"{entry.id}-print.pdf": _printed(casebook, entry, form, spoken, date)}
    without: list[str] = []
    if browser is None:
        without.append("the web page: no browser was found that could print it (Chromium, Chrome or Edge)")
    else:
        files[f"{entry.id}-web.pdf"] = web_page_pdf(casebook, entry, spoken, date=date, browser=browser)
    files[f"{entry.id}-approval.docx"] = _sheet(casebook, entry, spoken, date)
    return ProofPack(files, tuple(without))


def _printed(casebook: Casebook, entry: CaseEntry, form: str, language: str, date: dt.date) -> bytes:
    offered = casebook.programme.languages
    shown = language if language in offered else casebook.programme.language
    folder = casebook.root / WORK / "proofs" / "packs"
    reader = Proofreader(casebook.root, entry.id, form, shown, folder)
    made = reader.proof(load_case(casebook.root, entry.id, date=date), date=date)
    return next(file for file in made.files if file.suffix == ".pdf").read_bytes()


def _sheet(casebook: Casebook, entry: CaseEntry, language: str, date: dt.date) -> bytes:
    approved = approved_case(casebook.root, entry)
    lead = next((each for each in entry.case.organisations if each.role == "lead"), None)
    known = casebook.organisations.get(lead.id or "") if lead else None
    company = in_language(dict(known.names), language) if known else (lead.name or lead.id or "") if lead else ""
    publisher = casebook.programme.publisher
    reply_to = casebook.programme.publication.contact or publisher.email or in_language(publisher.name, language)
    changed = None
    if entry.case.approvals:
        changed = differences(approved, entry.case) if approved is not None else None
    return render_sheet(entry.id, entry.case, changed, language=language, company=company, reply_to=reply_to, date=date)


def pack_folder(root: Path) -> Path:
    """Where packs lie unless somebody says otherwise: beside the cases, never under the site."""
    return root / "proof-packs"
