"""The site's values: frames, places, numbers, figures, colours, navigation, sitemap."""

from __future__ import annotations

import pytest
from markupsafe import Markup, escape

from casebook.labels.catalogue import labels
from casebook.model.case import Figure
from casebook.model.programme import Programme
from casebook.site.case_page import PictureView, title_size
from casebook.site.chrome import MODULES, SCRIPT
from casebook.site.environment import escaped
from casebook.site.figures import figure_view
from casebook.site.frame import slot, split_frame
from casebook.site.languages import Place, SiteLanguage, site_languages
from casebook.site.navigation import language_of, navigation
from casebook.site.pictures import PictureSet
from casebook.site.resources import asset_files, modules_with
from casebook.site.sitemap import sitemap
from tests.conftest import CHECKOUT

EN, JA = SiteLanguage("en", "", "English"), SiteLanguage("ja", "ja/", "日本語")
PROGRAMME = Programme.model_validate(
    {
        "title": "A",
        "languages": ["en", "ja", "zh-Hans", "zh-Hant"],
        "taxonomies": {
            "quantities": [
                {"code": "wall", "name": {"en": "Wall"}, "unit": "mm", "better": "lower"},
                {"code": "yield", "name": {"en": "Yield"}, "unit": "%", "better": "higher"},
                {"code": "heat", "name": {"en": "Heat"}, "unit": "°C"},
            ]
        },
    }
)


def _figure(**keys: str) -> Figure:
    return Figure.model_validate(keys)


def test_a_frame_is_filled_at_its_slots() -> None:
    frame = split_frame(f"<title>{slot('title')}</title><main>{slot('body')}</main>")
    assert frame.fill({"title": "A", "body": "<p>B</p>"}) == "<title>A</title><main><p>B</p></main>"


def test_a_page_without_a_slot_for_the_body_is_no_frame() -> None:
    with pytest.raises(ValueError, match="no slot for the body"):
        split_frame("<main></main>")


def test_languages_have_folders_of_their_own() -> None:
    assert [language.prefix for language in site_languages(PROGRAMME)] == ["", "ja/", "zh/", "zh-hant/"]


def test_places_lead_to_each_other() -> None:
    place = Place(JA, "cases/some-id/")
    assert (place.file, place.up, place.home) == ("ja/cases/some-id/index.html", "../../../", "../../")
    assert place.to(place.sibling(EN)) == "../../../cases/some-id/"
    assert Place(EN, "").up == "./"


def test_a_figure_works_out_its_change_and_its_bar() -> None:
    view = figure_view(
        _figure(quantity="wall", before="0.35", target="0.12", after="0.10"), PROGRAMME, "en", labels("site", "en")
    )
    assert (view.headline, view.before, view.after, view.met) == ("−71.4\u00a0%", "0.35\u00a0mm", "0.10\u00a0mm", True)
    assert view.bar is not None
    assert (view.bar.before, view.bar.after, view.bar.target) == ("100.00", "28.57", "34.29")


@pytest.mark.parametrize(
    ("title", "size"),
    [
        ("Vessels", ""),
        ("Thin-walled vessels of stainless steel, formed in one piece from a ring", "cb-long"),
        ("薄肉容器の一体成形", ""),
        ("ステンレス鋼製の薄肉真空容器を一本のリングから継目なしに一体成形する技術の開発", "cb-long"),
        ("vessel " * 43, "cb-longest"),
        ("成形" * 60, "cb-longest"),
    ],
)
def test_long_titles_are_set_smaller(title: str, size: str) -> None:
    assert title_size(title) == size


@pytest.mark.parametrize(("width", "height", "span"), [(1600, 900, ""), (3000, 600, "wide"), (3600, 200, "strip")])
def test_pictures_too_low_for_a_telephone_are_scrolled(width: int, height: int, span: str) -> None:
    assert PictureView(PictureSet((), "a.png", width, height), "", "", "").span == span


def test_a_missed_target_is_said() -> None:
    view = figure_view(
        _figure(quantity="yield", before="20", target="80", after="70"), PROGRAMME, "en", labels("site", "en")
    )
    assert view.met is False


def test_the_navigation_holds_own_pages_first_then_written_ones() -> None:
    uris = [
        "about.md",
        "browse.md",
        "catalogues.md",
        "handbook/cases.md",
        "handbook/index.md",
        "index.md",
        "organisations.md",
    ]
    assert navigation(EN, uris) == [
        "index.md", "browse.md", "organisations.md", "catalogues.md", "about.md",
        {"Handbook": ["handbook/index.md", "handbook/cases.md"]},
    ]  # fmt: skip
    assert language_of("ja/about.md", (EN, JA)) == JA
    assert language_of("january.md", (EN, JA)) == EN


def test_the_sitemap_names_every_version() -> None:
    text = sitemap("https://example.org/", [(Place(EN, "a/"), Place(JA, "a/")), (Place(EN, "b/"),)])
    assert text.count("<loc>") == 3
    assert 'hreflang="ja" href="https://example.org/ja/a/"' in text


def test_every_language_has_the_same_labels() -> None:
    english = labels("site", "en")
    for language in ("ja", "zh-Hans"):
        assert labels("site", language).keys == english.keys
        for key, words in english.all().items():
            assert words.count("{") == labels("site", language).all()[key].count("{"), key


def test_a_page_asks_at_once_for_all_that_its_scripts_import() -> None:
    contents = {name: path.read_bytes() for name, path in asset_files(CHECKOUT).items()}
    assert {*modules_with(SCRIPT, contents)} == {SCRIPT, *MODULES}
    browsing = modules_with("browse.js", contents)
    assert {"bits.js", "browse.js", "columns.js", "filters.js", "library.js"} <= {*browsing}
    assert not {"search.js", "shortlist.js"} & {*browsing}


@pytest.mark.parametrize("value", ["plain", "é 日本", "a < b", "A & B", '"', "'", ">", Markup("<b>"), 7, None, 0.5])
def test_values_are_written_as_the_engine_itself_escapes_them(value: object) -> None:
    assert str(escaped(value)) == str(escape(value))
