"""Forms filled in as people do, with all the oddities of it: the right case files and the right messages."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from openpyxl.drawing.image import Image as SheetImage
from PIL import Image

from casebook.diagnostics.messages import messages
from casebook.intake.forms.questions import FORM_KEY
from casebook.intake.forms.reply import render_reply, render_reply_document, render_report
from casebook.intake.forms.take import Project, Taken, take_form, write_form
from casebook.intake.forms.values import as_date, as_number
from casebook.labels.catalogue import labels
from tests.forms import Document, cell, form_project, make, saved, workbook
from tests.projects import make_project

SOUND = {
    "title": "A thin wall",
    "summary": "The wall became thin.",
    "fields.1": "Precision machining",
    "solutions.1": "Ironing.",
    "results": "It holds.",
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return form_project(make_project(tmp_path / "project"))


def excel(project: Project, language: str = "en", **answers: Any) -> Any:
    """A workbook with sound answers, and some others."""
    book = workbook(make(project, "xlsx", language, "thin-wall"))
    for key, value in {**SOUND, "organisations.1": "Example Forge", **answers}.items():
        cell(book, key.replace("__", ".")).value = value
    members = cell(book, "organisations.1")
    members.offset(column=1).value = labels("forms", language)("name_role_lead")
    return book


def word(project: Project, language: str = "en", **answers: str) -> Document:
    """A document with sound answers, and some others."""
    document = Document(make(project, "docx", language, "thin-wall"))
    for key, value in {**SOUND, **answers}.items():
        document.write(key.replace("__", "."), *value.split("\n"))
    row = document.table("organisations").rows[1]
    row.cells[1].paragraphs[0].add_run("Example Forge")
    row.cells[2].paragraphs[0].clear().add_run(labels("forms", language)("name_role_lead"))
    return document


def take(project: Project, form: Any, tmp_path: Path, *, draft: bool = False) -> Taken:
    """The form saved, read and written."""
    opened = form.word if isinstance(form, Document) else form
    name = "answer.docx" if isinstance(form, Document) else "answer.xlsx"
    taken = take_form(project, saved(opened, tmp_path / name), draft=draft)
    write_form(project, taken, draft=draft, update=False)
    return taken


def case(project: Project, taken: Taken) -> dict[str, Any]:
    """The case file that was written."""
    assert taken.written, render_report(taken)
    found = yaml.load((project.root / taken.path).read_text("utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(found, dict)
    return found


def kinds(taken: Taken) -> set[str]:
    return {each.kind for each in taken.notes}


def said(taken: Taken) -> list[tuple[str, str]]:
    """Place and code of every problem."""
    words = labels("forms", taken.language)
    return [(place.said(words), found.code) for place, found in taken.found]


def element(name: str, **attributes: str) -> Any:
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def picture(width: int = 1800) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, 1200), "#03769d").save(file, "PNG")
    return file.getvalue()


def test_a_sound_form_becomes_a_case_under_review(project: Project, tmp_path: Path) -> None:
    for form in (excel(project), word(project)):
        taken = take(project, form, tmp_path)
        assert taken.found == []
        assert case(project, taken) == {
            "title": "A thin wall", "summary": "The wall became thin.", "language": "en", "status": "review",
            "fields": ["precision-machining"], "organisations": [{"id": "example-forge", "role": "lead"}],
            "solutions": "Ironing.\n", "results": "It holds.\n",
        }  # fmt: skip
        (project.root / taken.path).unlink()


def test_odd_list_marks_become_lists(project: Project, tmp_path: Path) -> None:
    taken = take(
        project, word(project, results="Reached:\n● thin\n・ round\n\uf0b7 strong\n1. first\n2. second"), tmp_path
    )
    assert case(project, taken)["results"] == "Reached:\n\n- thin\n- round\n- strong\n\n1. first\n2. second\n"
    assert [(each.kind, dict(each.arguments)) for each in taken.notes] == [
        ("bullet", {"count": "3", "found": "● ・ U+F0B7"})
    ]


def test_full_width_digits_and_numbers_as_people_write_them(project: Project, tmp_path: Path) -> None:
    book = excel(
        project, results="壁厚は０．１２ mm、１２，０００個。", funding__amount="97,500,000", adopted="２０１９年度"
    )
    row = cell(book, "figures.1")
    for place, value in enumerate(("wall thickness", "mm", "０．３５", None, "0.10 mm", None)):
        row.offset(column=place).value = value
    taken = take(project, book, tmp_path)
    made = case(project, taken)
    assert made["results"] == "壁厚は0.12 mm、12,000個。\n"
    assert (made["funding"], made["adopted"]) == ({"amount": "97500000"}, "2019")
    assert made["figures"] == [{"quantity": "wall-thickness", "unit": "mm", "before": "0.35", "after": "0.10"}]
    assert kinds(taken) == {"digits", "number", "no_unit"}


def test_tracked_changes_are_accepted_and_said(project: Project, tmp_path: Path) -> None:
    document = word(project, results="It holds ")
    paragraph = document.box("results").paragraphs[0]._p
    for name, inner, text in (("del", "delText", "well"), ("ins", "t", "firmly.")):
        change = element(name, id="7", author="A. Person", date="2026-01-01T00:00:00Z")
        run = element("r")
        run.append(element(inner))
        run[0].text = text
        change.append(run)
        paragraph.append(change)
    taken = take(project, document, tmp_path)
    assert case(project, taken)["results"] == "It holds firmly.\n"
    assert kinds(taken) == {"inserted", "deleted"}
    assert "left out: well" in render_report(taken)


def test_comments_are_handed_on(project: Project, tmp_path: Path) -> None:
    document = word(project)
    paragraph = document.box("results").paragraphs[0]
    document.word.add_comment(paragraph.runs, text="Is this still right?", author="B. Person")
    taken = take(project, document, tmp_path)
    assert case(project, taken)["results"] == "It holds.\n"
    assert "“Results”, paragraph 1: a comment by B. Person: Is this still right?" in render_report(taken)


NOTES = """<w:footnotes {names}><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>
<w:r><w:t xml:space="preserve"> Mean of 50 vessels.</w:t></w:r></w:p></w:footnote></w:footnotes>"""


def test_footnotes_are_kept(project: Project, tmp_path: Path) -> None:
    document = word(project, results="The wall is 0.10 mm thick")
    part = document.word.part
    name = PackURI("/word/footnotes.xml")
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    notes = Part(name, kind, NOTES.format(names=nsdecls("w")).replace("\n", "").encode(), part.package)
    part.relate_to(notes, RELATIONSHIP_TYPE.FOOTNOTES)
    run = document.box("results").paragraphs[0].add_run()
    run._r.append(element("footnoteReference", id="2"))
    taken = take(project, document, tmp_path)
    assert case(project, taken)["results"] == "The wall is 0.10 mm thick[^1]\n\n[^1]: Mean of 50 vessels.\n"
    assert kinds(taken) == {"footnote"}


def test_merged_cells_are_said(project: Project, tmp_path: Path) -> None:
    book = excel(project)
    answer = cell(book, "background")
    answer.value = "Above and below."
    answer.parent.merge_cells(start_row=answer.row, end_row=answer.row + 1, start_column=3, end_column=3)
    taken = take(project, book, tmp_path)
    assert case(project, taken)["background"] == "Above and below.\n"
    assert [each.said(labels("forms", "en")) for each in taken.notes] == [
        f"the cells C{answer.row}:C{answer.row + 1} were merged; the text was taken for the first of them"
    ]


def test_a_picture_in_the_wrong_place_goes_to_the_pictures(project: Project, tmp_path: Path) -> None:
    document = word(project)
    content = picture()
    document.box("results").paragraphs[0].add_run().add_picture(io.BytesIO(content))
    taken = take(project, document, tmp_path, draft=True)
    made = case(project, taken)
    assert (made["results"], made["images"], made["status"]) == ("It holds.\n", [{"file": "picture-1.png"}], "draft")
    assert ((project.root / taken.path).with_suffix("") / "picture-1.png").read_bytes() == content
    assert said(taken) == [("“Results”", "picture-without-alt")]
    assert kinds(taken) == {"moved", "picture"}


def test_pictures_of_a_workbook_are_taken_out_whole(project: Project, tmp_path: Path) -> None:
    book = excel(project)
    row = cell(book, "images.1")
    content = picture(640)
    row.parent.add_image(SheetImage(io.BytesIO(content)), row.offset(column=1).coordinate)  # one cell too far right
    row.offset(column=1).value, row.offset(column=2).value = "The vessel", "A steel vessel on a table."
    taken = take(project, book, tmp_path)
    expected = {"file": "picture-1.png", "caption": "The vessel", "alt": "A steel vessel on a table."}
    assert case(project, taken)["images"] == [expected]
    assert ((project.root / taken.path).with_suffix("") / "picture-1.png").read_bytes() == content
    assert said(taken) == [(f"“Pictures”, sheet “Pictures”, cell {row.coordinate}", "picture-too-small")]


def test_a_missing_sheet_is_an_error(project: Project, tmp_path: Path) -> None:
    book = excel(project)
    del book["Figures"]
    taken = take(project, book, tmp_path)
    assert said(taken) == [("“Figures”", "form-part-missing")]
    assert not taken.written
    assert not list((project.root / "cases/2019").iterdir())
    assert case(project, take(project, book, tmp_path, draft=True))["status"] == "draft"


def test_a_question_that_is_gone_changes_nothing_in_the_file(project: Project, tmp_path: Path) -> None:
    take(project, excel(project, keywords__1="vessel"), tmp_path)
    book = workbook(make(project, "xlsx", "en", "thin-wall"))
    first = cell(book, "keywords.1")
    first.parent.delete_rows(first.row, 6)
    cell(book, "results").value = "It holds well."
    file = saved(book, tmp_path / "again.xlsx")
    taken = take_form(project, file, draft=False)
    write_form(project, taken, draft=False, update=False)
    assert [each.code for each in taken.office] == ["form-case-exists"]
    taken = take_form(project, file, draft=False)
    write_form(project, taken, draft=False, update=True)
    made = case(project, taken)
    assert (made["keywords"], made["results"]) == (["vessel"], "It holds well.\n")
    assert said(taken) == [("“Keywords”", "form-question-missing")]


@pytest.mark.parametrize(
    ("version", "code", "written"), [("0", "form-older", True), ("2", "form-newer", False), ("", "form-older", True)]
)
def test_an_older_form_is_read_and_a_newer_one_is_not(
    project: Project, tmp_path: Path, version: str, code: str, written: bool
) -> None:  # fmt: skip
    book = excel(project)
    cell(book, FORM_KEY).value = version
    taken = take(project, book, tmp_path)
    assert said(taken) == [("the form as a whole", code)]
    assert taken.written == written


def test_text_from_a_slide_is_cleaned(project: Project, tmp_path: Path) -> None:
    text = "\u3000The\u00a0wall is 10\uf06dm thin.\u200b Work\u00adpiece\u3000\u3000cold"
    document = word(project, results=text)
    document.box("results").paragraphs[0].add_run().add_break()
    document.box("results").paragraphs[0].add_run("next line")
    taken = take(project, document, tmp_path)
    assert case(project, taken)["results"] == "The wall is 10µm thin. Workpiece\u3000cold\\\nnext line\n"
    assert kinds(taken) == {"nbsp", "symbol", "hidden", "soft", "ideographic"}


BOX = """<w:r {names} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent>
<w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"""


def test_text_boxes_and_text_outside_are_not_lost(project: Project, tmp_path: Path) -> None:
    document = word(project)
    box = parse_xml(BOX.format(names=nsdecls("w")).replace("\n", ""))
    document.box("results").paragraphs[0]._p.append(box)
    document.word.add_paragraph("Please call me in the morning.")
    taken = take(project, document, tmp_path)
    assert case(project, taken)["results"] == "It holds.\n\nIn a box.\n"
    assert kinds(taken) == {"textbox", "outside"}
    assert "Please call me in the morning." in render_report(taken)


def test_an_unknown_character_of_a_symbol_font_is_an_error(project: Project, tmp_path: Path) -> None:
    taken = take(project, word(project, results="It holds.\nA \uf0aa here."), tmp_path)
    assert said(taken) == [("“Results”, paragraph 2", "unprintable-character")]


def test_formulas_give_their_result(project: Project, tmp_path: Path) -> None:
    book = excel(project, funding__amount="=2*5", summary="=1+1")
    file = saved(book, tmp_path / "plain.xlsx")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(tmp_path / "answer.xlsx", "w") as new:
        for name in old.namelist():
            content = re.sub(rb"<f>2\*5</f><v ?(?:/>|></v>)", b"<f>2*5</f><v>10</v>", old.read(name))
            new.writestr(name, content)
    taken = take_form(project, tmp_path / "answer.xlsx", draft=True)
    assert "amount: 10" in taken.text
    assert kinds(taken) == {"formula"}
    assert [code for _, code in said(taken)] == ["form-formula", "missing-key"]


def test_dates_as_people_write_them(project: Project, tmp_path: Path) -> None:
    book = excel(
        project, period__start="2015年9月", period__end=dt.datetime(2018, 3, 1), consent__given="令和元年7月20日"
    )
    cell(book, "contact.consent.given").value = "20 July 2019"
    cell(book, "contact.consent.expires").value = "03/04/2035"
    taken = take(project, book, tmp_path, draft=True)
    made = case(project, taken)
    assert made["period"] == {"start": "2015-09", "end": "2018-03"}
    assert made["consent"]["given"] == "2019-07-20"
    assert made["contact"]["consent"] == {"given": "2019-07-20", "expires": "03/04/2035"}
    where = cell(book, "contact.consent.expires").coordinate
    assert said(taken) == [(f"“Leave to show this contact, valid until”, sheet “People”, cell {where}", "bad-date")]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2019", "2019"), ("2019/7", "2019-07"), ("2019.07.20", "2019-07-20"), ("平成31年4月", "2019-04"),
        ("July 20, 2019", "2019-07-20"), ("Sept 2019", "2019-09"), ("07/2019", "07/2019"), ("soon", "soon"),
    ],
)  # fmt: skip
def test_dates(written: str, read: str) -> None:
    assert as_date(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1e-9", ("1e-9", "")), ("−60", ("-60", "")), ("1,234.5", ("1234.5", "")), ("12 mm", ("12", "mm")),
        ("2.5×10-9", ("2.5×10-9", "")), ("10万", ("10万", "")), ("0,10", ("0,10", "")), ("12 µm", ("12 µm", "")),
        ("10 to 20 mm", ("10 to 20 mm", "")), ("about 5", ("about 5", "")), ("３５ ｍｍ", ("35", "mm")),
    ],
)  # fmt: skip
def test_numbers_keep_what_they_say(written: str, read: tuple[str, str]) -> None:
    assert as_number(written, ("mm",)) == read


def test_rich_text_arrives_as_markdown(project: Project, tmp_path: Path) -> None:
    document = word(project, results="")
    box = document.box("results")
    paragraph = box.paragraphs[0]
    paragraph.add_run("Cu").bold = True
    paragraph.add_run("2").font.subscript = True
    paragraph.add_run("O on 3 * 4 plates, ")
    paragraph.add_run("twice").italic = True
    paragraph.add_run(" 10")
    paragraph.add_run("6").font.superscript = True
    for style, text in (("List Bullet", "one"), ("List Bullet 2", "inside"), ("List Number", "first")):
        box.add_paragraph(text, style=style)
    table = box.add_table(2, 2)
    for number, text in enumerate(("Cycles", "MPa", "0", "6|2")):
        table.cell(number // 2, number % 2).text = text
    taken = take(project, document, tmp_path)
    assert case(project, taken)["results"] == (
        "**Cu**~2~O on 3 * 4 plates, *twice* 10^6^\n\n- one\n    - inside\n\n1. first\n\n"
        "| Cycles | MPa |\n|---|---|\n| 0 | 6\\|2 |\n"
    )


def test_a_choice_that_is_none_is_named_with_the_nearest(project: Project, tmp_path: Path) -> None:
    taken = take(project, excel(project, stage="Frist prototype", contact__email="somebody"), tmp_path)
    assert [code for _, code in said(taken)] == ["form-choice", "bad-email", "contact-without-consent"]
    assert "did you mean “First prototype”?" in render_report(taken)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["2 points have to be mended", "“Results”", "Please mend", "A sentence."]),
        ("ja", ["2か所の修正をお願いいたします", "「研究成果」", "修正をお願いしたい箇所", "字短くしてください"]),
        ("zh-Hans", ["有2处需要修改", "“研发成果”", "请修改"]),
    ],
)
def test_the_reply_says_what_to_mend_in_their_language(
    project: Project, tmp_path: Path, language: str, expected: list[str]
) -> None:
    book = excel(project, language, results="", stage="Somewhere", solutions__1="長い文章です。" * 3)
    book_file = saved(book, tmp_path / "answer.xlsx")
    taken = take_form(project, book_file, draft=False)
    reply = render_reply(taken)
    for words in expected[:3]:
        assert words in reply
    document = docx.Document(io.BytesIO(render_reply_document(taken)))
    cells = [each.text for table in document.tables for row in table.rows for each in row.cells]
    assert any(expected[1] in text for text in cells)
    assert "{" not in reply
    assert "yml" not in reply


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.xlsx", b"no workbook", "form-unreadable"),
        ("a.docx", b"PK\x03\x04", "form-unreadable"),
        ("b.docx", None, "form-unknown"),
    ],
)
def test_what_is_no_form_is_said(project: Project, tmp_path: Path, name: str, data: bytes | None, code: str) -> None:
    file = tmp_path / name
    if data is None:
        docx.Document().save(str(file))
    else:
        file.write_bytes(data)
    taken = take_form(project, file, draft=True)
    assert [found.code for _, found in taken.found] == [code]
    assert taken.text == ""


def test_a_form_that_unpacks_without_end_is_not_opened(project: Project, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "big.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 100_000_001)
    taken = take_form(project, tmp_path / "big.xlsx", draft=True)
    assert [found.code for _, found in taken.found] == ["form-unreadable"]


def test_what_companies_read_is_there_in_every_language() -> None:
    english = messages("form.en")
    fields: Callable[[str], int] = lambda words: words.count("{")  # noqa: E731
    for language in ("ja", "zh-Hans"):
        other = messages(f"form.{language}")
        assert set(other) == set(english)
        assert [code for code in english if fields(other[code].says) != fields(english[code].says)] == []
    assert set(english) <= set(messages())


def test_a_title_without_latin_letters_gives_no_id(project: Project, tmp_path: Path) -> None:
    book = workbook(make(project, "xlsx", "ja", ""))
    for key, value in {**SOUND, "title": "薄い壁", "organisations.1": "Example Forge"}.items():
        cell(book, key).value = value
    taken = take_form(project, saved(book, tmp_path / "answer.xlsx"), draft=True)
    assert "form-without-id" in [found.code for _, found in taken.found]
    assert taken.text == ""


def test_a_case_file_that_cannot_be_changed_is_left_to_the_office(project: Project, tmp_path: Path) -> None:
    form = saved(excel(project), tmp_path / "answer.xlsx")
    file = project.root / "cases" / "2019" / "thin-wall.yml"
    file.write_text("title: one\ntitle: two\n", "utf-8")
    taken = take_form(project, form, draft=False)
    assert "form-not-merged" in [found.code for found in taken.office]
    write_form(project, taken, draft=False, update=True)
    assert file.read_text("utf-8") == "title: one\ntitle: two\n"
