"""The reply to a company: what to mend in its form, in its language, as text for a mail and as a Word document.

The office's own report is here too: the same findings, and what concerns the office alone.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import docx
from docx.shared import Cm, Pt

from casebook.diagnostics.messages import hint, messages, sentence
from casebook.diagnostics.report import as_text
from casebook.diagnostics.values import Diagnostic, Severity
from casebook.intake.forms import document_parts as parts
from casebook.intake.forms.check import Found
from casebook.intake.forms.take import Taken
from casebook.labels.catalogue import Labels, labels
from casebook.zips import without_clock


def catalogue(found: Diagnostic, language: str) -> str:
    """The catalogue of messages that speaks of a problem to a company: the forms' own, else the office's English."""
    name = f"form.{language}"
    return name if found.code in messages(name) else "en"


def sentences(found: Diagnostic, language: str) -> tuple[str, str]:
    """What is wrong, and how to mend it, each as a sentence with its end."""
    held = catalogue(found, language)
    return _ended(sentence(found, held), language), _ended(hint(found, held), language)


def _ended(text: str, language: str) -> str:
    stop = "." if language == "en" else "。"
    first = text[:1].upper() + text[1:] if language == "en" else text
    return first if first.endswith((stop, "？", "?")) else first + stop


def _sorted(taken: Taken, severity: Severity) -> list[Found]:
    return [each for each in dict.fromkeys(taken.found) if each[1].severity is severity]


def render_report(taken: Taken) -> str:
    """What the office sees of a form, in the form's language: a line for each problem and each note."""
    words = labels("forms", taken.language)
    lines = []
    for place, found in dict.fromkeys(taken.found):
        says, mend = sentences(found, taken.language)
        lines.append(f"{taken.file}: {place.said(words)}: {found.severity}[{found.code}]: {says}\n    {mend}")
    lines += [f"{taken.file}: {each.place.said(words)}: {each.said(words)}" for each in dict.fromkeys(taken.notes)]
    return "".join(f"{line}\n" for line in lines) + as_text(sorted(set(taken.office)))


def render_reply(taken: Taken) -> str:
    """The text of a mail to the company; its first line is the subject."""
    words = labels("forms", taken.language)
    pieces = [words("reply_subject", title=taken.title or taken.file), *_opening(taken, words)]
    for heading, found in _chapters(taken, words):
        pieces.append("\n".join([heading, *_numbered(found, taken, words)]))
    comments = [each for each in dict.fromkeys(taken.notes) if each.kind == "comment"]
    done = [each for each in dict.fromkeys(taken.notes) if each.kind not in {"comment", "picture"}]
    if comments:
        lines = [f"- {each.place.said(words)}: {each.said(words)}" for each in comments]
        pieces.append("\n".join([words("reply_comments"), *lines]))
    if done:
        lines = [f"- {each.place.said(words)}: {each.said(words)}" for each in done]
        pieces.append("\n".join([words("reply_done"), words("reply_done_lead"), *lines]))
    return "\n\n".join([*pieces, *_closing(taken, words)]) + "\n"


def _opening(taken: Taken, words: Labels) -> Iterator[str]:
    errors = len(_sorted(taken, Severity.ERROR))
    said = words("reply_none") if not errors else words("reply_errors_one") if errors == 1 else ""
    gap = " " if taken.language == "en" else ""
    yield words("reply_hello", file=taken.file) + gap + (said or words("reply_errors", count=errors))


def _chapters(taken: Taken, words: Labels) -> Iterator[tuple[str, list[Found]]]:
    for label, severity in (("reply_mend", Severity.ERROR), ("reply_look", Severity.WARNING)):
        found = _sorted(taken, severity)
        if found:
            yield words(label), found


def _numbered(found: Sequence[Found], taken: Taken, words: Labels) -> Iterator[str]:
    gap = " " if taken.language == "en" else ""
    for number, (place, each) in enumerate(found, 1):
        says, mend = sentences(each, taken.language)
        yield f"{number}. {place.said(words)}\n   {says}{gap}{mend}"


def _closing(taken: Taken, words: Labels) -> list[str]:
    closing = [] if taken.sound else [words("reply_send")]
    if taken.contact:
        closing.append(words("reply_questions", contact=taken.contact))
    return [*closing, words("reply_regards")]


def render_reply_document(taken: Taken) -> bytes:
    """The reply as a Word document: a table of places, findings and ways to mend them."""
    words = labels("forms", taken.language)
    document = docx.Document()
    face = {"ja": "Yu Gothic", "zh-Hans": "Microsoft YaHei"}.get(taken.language, "Calibri")
    parts.set_typeface(document, face, face, taken.language)
    document.styles["Normal"].font.size = Pt(10.5)
    document.add_heading(words("reply_subject", title=taken.title or taken.file), level=1)
    for line in _opening(taken, words):
        document.add_paragraph(line)
    for heading, found in _chapters(taken, words):
        document.add_heading(heading, level=2)
        table = document.add_table(1, 3)
        parts.set_lines(table, "C5CCD3")
        for cell, label in zip(table.rows[0].cells, ("reply_place", "reply_what", "reply_how"), strict=True):
            cell.text = words(label)
            cell.paragraphs[0].runs[0].font.bold = True
            parts.shade(cell, "EEF1F4")
        for place, each in found:
            texts = (place.said(words), *sentences(each, taken.language))
            for cell, text in zip(parts.new_row(table), texts, strict=True):
                cell.text = text
        parts.set_widths(table, (Cm(4.6), Cm(5.6), Cm(5.8)))
    for line in _closing(taken, words):
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return without_clock(file.getvalue())
