"""The spaces of a printed page: what belongs together never parts at a line's end."""

from __future__ import annotations

import pytest

from casebook.catalogue.spacing import TIE, tied, tied_case


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.4 × 0.2 mm of 120 ppm", "0.4_×_0.2_mm of 120_ppm"),
        ("50 ± 3.5 µm", "50_±_3.5_µm"),
        ("3\u00a0×\u00a010⁻⁷ Pa·m³/s", "3_×_10⁻⁷_Pa·m³/s"),
        ("−40 to 200 °C, < 5 %", "−40 to 200_°C, <_5_%"),
        ("18\u202fmin, 5\u202f\u202fmm", "18_min, 5_mm"),
        ("260 ℃・8 MPa で", "260_℃・8_MPa で"),
        ("at 5 at once, 9 to 12, 7 days, 3 shots", "at 5 at once, 9 to 12, 7 days, 3 shots"),
    ],
)
def test_numbers_stay_with_their_units(text: str, expected: str) -> None:
    assert tied(text) == expected.replace("_", TIE)


def test_a_name_stays_with_its_number_in_labels_and_what_no_page_shows_is_left() -> None:
    case = {
        "id": "a-5 mm",
        "title": "5 mm",
        "facts": [{"value": "TRL\u00a05, JIS Q 9100, JPY 31 million for\u00a0it", "key": "5 mm"}],
        "pictures": [{"alt": "5 mm"}],
    }
    found = tied_case(case)
    assert found["title"] == f"5{TIE}mm"
    said = "TRL_5, JIS Q_9100, JPY_31_million for it".replace("_", TIE)
    assert found["facts"] == [{"value": said, "key": "5 mm"}]
    assert (found["id"], found["pictures"]) == ("a-5 mm", [{"alt": "5 mm"}])


def test_a_unit_stays_with_the_power_before_it() -> None:
    power = {"t": "sup", "c": [{"t": "text", "v": "−9"}]}
    case = {"sections": [{"t": "text", "v": "10"}, power, {"t": "text", "v": " Pa·m³/s, and m"}]}
    assert tied_case(case)["sections"][2]["v"] == f"{TIE}Pa·m³/s, and m"
