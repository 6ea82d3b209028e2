"""The typefaces: found by name, and asked which characters they can draw."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from casebook.catalogue.coverage import describe, uncovered
from casebook.catalogue.fonts import FontSet, find_fonts, font_folders, how_to_get
from casebook.typefaces import repertoire


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    return find_fonts()


def latin_only() -> FontSet:
    return find_fonts([font_folders()[0]])


def test_the_package_brings_the_latin_faces() -> None:
    faces = {(face.family, face.weight) for face in latin_only().faces}
    assert {("Source Sans 3", "Regular"), ("Source Sans 3", "SemiBold"), ("Source Serif 4", "Regular_Italic")} <= faces


def test_the_licences_lie_beside_the_faces() -> None:
    folder = font_folders()[0]
    assert "SIL Open Font License" in (folder / "OFL-SourceSans3.txt").read_text("utf-8")
    assert "SIL Open Font License" in (folder / "OFL-SourceSerif4.txt").read_text("utf-8")


def test_without_noto_japanese_and_chinese_are_missing() -> None:
    assert latin_only().missing(["en", "ja", "zh-Hans"]) == ("ja", "zh-Hans")


def test_the_families_of_a_language_begin_with_its_own(fonts: FontSet) -> None:
    assert fonts.missing(["ja", "zh-Hans"]) == ()
    assert "JP" in fonts.families("ja", "serif")[1]
    assert "SC" in fonts.families("zh-Hans", "sans")[1]


def test_static_faces_are_known_by_their_file_names(tmp_path: Path) -> None:
    for name in ("NotoSansJP_400Regular.ttf", "NotoSansJP_700Bold.ttf", "NotoSansJP[wght].ttf", "Other.ttf"):
        shutil.copyfile(font_folders()[0] / "SourceSans3_400Regular.ttf", tmp_path / name)
    assert [(face.family, face.weight) for face in find_fonts([tmp_path]).faces] == [
        ("Noto Sans JP", "Bold"),
        ("Noto Sans JP", "Regular"),
    ]


def test_regular_and_bold_come_from_one_family(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for folder, names in (
        (first, ["NotoSerifJP_400Regular.ttf"]),
        (second, ["NotoSerifCJKjp-Regular.otf", "NotoSerifCJKjp-Bold.otf"]),
    ):
        folder.mkdir()
        for name in names:
            shutil.copyfile(font_folders()[0] / "SourceSans3_400Regular.ttf", folder / name)
    assert {face.family for face in find_fonts([first, second]).faces} == {"Noto Serif JP"}


def test_what_no_face_covers_is_told(fonts: FontSet) -> None:
    assert uncovered("Ra 0.2 µm → 漢字、汉字 ≥ 10⁻⁶ “x”\n", "ja", fonts) == frozenset()
    assert uncovered("a\U00013000b", "en", fonts) == {"\U00013000"}
    assert uncovered("漢", "en", latin_only()) == {"漢"}


def test_a_character_is_described() -> None:
    assert describe("\U00013000") == "\U00013000 U+13000 EGYPTIAN HIEROGLYPH A001"


def test_a_face_of_a_collection_is_read_by_its_index(fonts: FontSet) -> None:
    for face in fonts.faces:
        assert "A" in repertoire(face.path, face.index)


def test_what_to_do_is_said_in_one_line() -> None:
    line = how_to_get(["ja"], platform="linux")
    assert line.startswith("apt-get install fonts-noto-cjk")
    assert "Noto Serif JP" in line
    assert "\n" not in line
