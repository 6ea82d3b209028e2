"""SVG: what draws is kept, what acts or reaches outside is refused."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from casebook.pictures.inspect import inspect
from casebook.pictures.svg import clean_svg
from casebook.pictures.values import PictureFacts, PictureFault

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 30.2">'


def written(folder: Path, text: str) -> Path:
    path = folder / "a.svg"
    path.write_text(text, encoding="utf-8")
    return path


def test_size_by_the_view_box(tmp_path: Path) -> None:
    found = inspect(written(tmp_path, HEAD + "<rect/></svg>"))
    assert isinstance(found, PictureFacts)
    assert (found.width, found.height, found.format) == (40, 31, "SVG")


def test_size_by_width_and_height(tmp_path: Path) -> None:
    found = inspect(written(tmp_path, '<svg xmlns="http://www.w3.org/2000/svg" width="12px" height="8"/>'))
    assert isinstance(found, PictureFacts)
    assert (found.width, found.height) == (12, 8)
    without = inspect(written(tmp_path, '<svg xmlns="http://www.w3.org/2000/svg" width="100%"/>'))
    assert without == PictureFault("picture-unreadable")


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<g><x:script xmlns:x="http://www.w3.org/2000/svg">a</x:script></g>',
        '<rect onclick="a()"/>',
        '<rect ONLOAD="a()"/>',
        "<foreignObject/>",
        '<b xmlns="http://www.w3.org/1999/xhtml">x</b>',
        '<image href="https://example.org/a.png"/>',
        '<image xlink:href="a.png"/>',
        '<image href="data:image/svg+xml;base64,AAAA"/>',
        '<use href="other.svg#a"/>',
        '<a href="https://example.org"><rect/></a>',
        '<rect fill="url(https://example.org/a#b)"/>',
        '<rect style="fill: url( //example.org/a )"/>',
        "<style>@import 'a.css';</style>",
        "<style>rect { fill: u\\72l(a) }</style>",
        "<style>rect { background: image-set('a' 1x) }</style>",
        '<animate attributeName="href" to="javascript:a()"/>',
        '<g xml:base="https://example.org/"/>',
        "<?xml-stylesheet href='a.css'?>",
        '<g id="a"><use href="#a"/></g>',
    ],
)
def test_unsafe(tmp_path: Path, inside: str) -> None:
    found = inspect(written(tmp_path, f"{HEAD}{inside}</svg>"))
    assert isinstance(found, PictureFault)
    assert found.code == "svg-unsafe"
    assert dict(found.arguments)["found"]


def test_a_document_type_declares_nothing(tmp_path: Path) -> None:
    found = inspect(written(tmp_path, f'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]>{HEAD}</svg>'))
    assert found == PictureFault("svg-unsafe", (("found", "DOCTYPE"),))
    path = written(tmp_path, f'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/a.dtd">{HEAD}</svg>')
    assert isinstance(inspect(path), PictureFacts)
    assert b"DTD" not in bytes(clean_svg(path))  # type: ignore[arg-type]


def test_the_copy_holds_what_draws_and_nothing_else(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        '<?xml version="1.0"?><!-- C:\\secret -->'
        + HEAD.replace("viewBox", 'xmlns:i="http://www.inkscape.org/x" i:docname="secret" viewBox')
        + '<metadata><x xmlns="secret">secret</x></metadata><title>secret</title><i:view secret="1"><rect/></i:view>'
        '<defs><g id="a"><path d="M0 0h1"/></g></defs><style>rect { fill: url(#g) }</style>'
        '<use xlink:href="#a" fill="url( #g )"/><text xml:space="preserve"> a &lt; 日本 </text></svg>',
    )
    assert (
        clean_svg(path)
        == (
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 30.2">'
            '<defs><g id="a"><path d="M0 0h1"></path></g></defs><style>rect { fill: url(#g) }</style>'
            '<use xlink:href="#a" fill="url( #g )"></use><text xml:space="preserve"> a &lt; 日本 </text></svg>\n'
        ).encode()
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (HEAD + "<g/>" * 200_000 + "</svg>", "svg-unsafe"),
        (HEAD + "<g>" * 100_000, "svg-unsafe"),
        (HEAD + " " * 6_000_000 + "</svg>", "picture-too-large"),
        (
            HEAD
            + "<g id='g0'><rect/></g>"
            + "".join(f"<g id='g{n}'>" + f"<use href='#g{n - 1}'/>" * 10 + "</g>" for n in range(1, 12))
            + "</svg>",
            "svg-unsafe",
        ),
        (HEAD + "<g>", "picture-truncated"),
        (HEAD + "<g", "picture-truncated"),
        (HEAD + "</g>", "picture-unreadable"),
        ("<svg viewBox='0 0 1 1'/>", "picture-unreadable"),
    ],
)
def test_hostile_and_broken(tmp_path: Path, text: str, code: str) -> None:
    path = written(tmp_path, text)
    started = time.process_time()
    found = inspect(path)
    assert time.process_time() - started < 1
    assert isinstance(found, PictureFault)
    assert found.code == code
