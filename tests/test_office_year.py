"""The office's year for three companies in three languages: form, faulty answer, reply, mended answer, check, proof,
approval, an edit after it, a new approval, the book. Told step by step in the handbook's page on the office's year."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner, Result

from casebook.cli import main
from casebook.labels.catalogue import labels
from tests.forms import Document, cell, saved, workbook
from tests.projects import make_project, read


@dataclass(frozen=True)
class Company:
    """A company, how it fills in its form, and what it forgets at first."""

    case: str
    kind: str
    language: str
    tag: str
    title: str
    solution: str
    result: str
    field: str


COMPANIES = (
    Company("thin-wall", "xlsx", "en", "en", "A thin wall", "Ironing.", "It holds.", "Precision machining"),
    Company("usuniku-youki", "docx", "ja", "ja", "薄肉の容器", "しごき加工。", "割れない。", "Precision machining"),
    Company("baobi-rongqi", "xlsx", "zh", "zh-Hans", "薄壁容器", "变薄拉深。", "不开裂。", "Precision machining"),
)
DAY = "2026-01-05"


def call(root: Path, *words: str, status: int = 0, date: str = DAY) -> Result:
    """Run the command in the project."""
    takes_date = words[0] not in {"form", "import", "fmt"}
    done = CliRunner().invoke(main, [*words, "-C", str(root), *(["--date", date] if takes_date else [])])
    assert done.exit_code == status, done.output
    return done


def fill_in(company: Company, blank: Path, answer: Path, *, whole: bool) -> None:
    """The form as the company sends it back; the first time without its result."""
    answers = {"title": company.title, "summary": company.title, "fields.1": company.field}
    answers |= {"solutions.1": company.solution} | ({"results": company.result} if whole else {})
    lead = labels("forms", company.tag)("name_role_lead")
    if company.kind == "xlsx":
        book = workbook(blank.read_bytes())
        for key, value in {**answers, "organisations.1": "Example Forge"}.items():
            cell(book, key).value = value
        cell(book, "organisations.1").offset(column=1).value = lead
        saved(book, answer)
        return
    document = Document(blank.read_bytes())
    for key, value in answers.items():
        document.write(key, value)
    row = document.table("organisations").rows[1]
    row.cells[1].paragraphs[0].add_run("Example Forge")
    row.cells[2].paragraphs[0].clear().add_run(lead)
    saved(document.word, answer)


def text_of(file: Path) -> str:
    """The text of a PDF on one line; a browser gives radicals for some characters, which are made those again."""
    text = "".join(page.extract_text() for page in pypdf.PdfReader(file).pages)
    return unicodedata.normalize("NFKC", text).replace("\n", "")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office's casebook, which demands approval, before the year begins."""
    root = make_project(tmp_path_factory.mktemp("year") / "office")
    settings = root / "casebook.yml"
    text = settings.read_text("utf-8").replace("languages: [en, ja]", "languages: [en, ja, zh-Hans]")
    text = text.replace("contact: office@example.org}", "contact: office@example.org, require_approval: true}")
    settings.write_text(text, "utf-8")
    return root


def test_the_year(office: Path, tmp_path: Path) -> None:
    root = office
    for company in COMPANIES:
        _form_and_answers(root, company, tmp_path)
    board = call(root, "progress").output
    assert "3 cases, 0 late: in check 3" in board
    for company in COMPANIES:
        _proof_and_approval(root, company, tmp_path)
    _edit_after_approval(root, COMPANIES[1])
    _book(root, tmp_path)


def _form_and_answers(root: Path, company: Company, folder: Path) -> None:
    blank, answer = folder / f"{company.case}.{company.kind}", folder / f"{company.case}-answer.{company.kind}"
    form = ["form", "--format", company.kind, "--language", company.language, "--case", company.case]
    call(root, *form, "--edition", "2019", "--out", str(blank))
    call(root, "mark", company.case, "--step", "sent", status=2)  # nobody knows of such a case yet
    call(root, "mark", company.case, "--step", "sent", "--edition", "2019")
    fill_in(company, blank, answer, whole=False)
    faulty = call(root, "import", str(answer), "--reply", status=1)
    assert company.case in faulty.output
    assert not list((root / "cases").rglob(f"{company.case}.yml"))
    [reply] = list(folder.glob(f"{company.case}-answer*.reply.txt"))
    said = reply.read_text("utf-8")
    assert labels("forms", company.tag)("results") in said
    fill_in(company, blank, answer, whole=True)
    call(root, "import", str(answer))
    case = next(each.case for each in read(root).cases if each.id == company.case)
    assert (case.title, case.language, case.status) == (company.title, company.tag, "review")
    call(root, "mark", company.case, "--step", "returned")


def _proof_and_approval(root: Path, company: Company, folder: Path) -> None:
    file = root / "cases" / "2019" / f"{company.case}.yml"
    pack = folder / "packs"
    call(root, "proof-pack", company.case, "--out", str(pack))
    names = {each.name for each in (pack / company.case).iterdir()}
    assert names == {f"{company.case}-{part}" for part in ("print.pdf", "web.pdf", "approval.docx")}
    for part in ("print", "web"):
        assert company.title in text_of(pack / company.case / f"{company.case}-{part}.pdf")
    call(root, "mark", company.case, "--step", "proof")
    file.write_text(file.read_text("utf-8").replace("status: review", "status: published"), "utf-8")
    assert "approval-missing" in call(root, "check", status=1).output
    call(root, "approve", company.case, "--by", "example-forge")
    assert f"{company.case}.yml" not in call(root, "check").output


def _edit_after_approval(root: Path, company: Company) -> None:
    file = root / "cases" / "2019" / f"{company.case}.yml"
    text = file.read_text("utf-8")
    file.write_text(text.replace(company.result, "決して割れない。"), "utf-8")
    assert "error[approval-stale]" in call(root, "check", status=1).output
    assert "(an earlier text)" in call(root, "progress").output
    call(root, "build", "--no-catalogues", status=1)
    assert not (root / "site").exists()
    call(root, "proof-pack", company.case, "--out", str(root / "again"), "--zip")
    call(root, "approve", company.case, "--by", "example-forge", date="2026-01-09")
    call(root, "check")


def _book(root: Path, folder: Path) -> None:
    out = folder / "print"
    call(root, "print", "--where", "edition = 2019", "--format", "book-a4", "--language", "en", "--out", str(out))
    [book] = list(out.glob("*.pdf"))
    text = text_of(book)
    for company in COMPANIES:
        assert company.title in text
    assert "決して割れない" in text
