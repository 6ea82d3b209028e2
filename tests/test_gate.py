"""The gate: what passes on which channels, on which day, and what never does."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from casebook.model.case import Case
from casebook.model.organisation import Organisation
from casebook.model.programme import Programme
from casebook.model.register import Project
from casebook.project.values import Casebook, CaseEntry
from casebook.publication.aggregates import aggregate
from casebook.publication.gate import PRIVATE_KEYS, key, preview, publish

DATE = dt.date(2026, 1, 1)
ORGANISATIONS = {"example-forge": Organisation.model_validate({"id": "example-forge", "names": "Example Forge"})}


def programme(**publication: object) -> Programme:
    return Programme.model_validate(
        {
            "format": 1,
            "title": "T",
            "publisher": {"name": "Office"},
            "publication": {"contact": "office@example.org", **publication},
            "taxonomies": {
                "fields": [
                    {"code": "cutting", "name": "Cutting", "to": 2017, "replaced_by": ["machining"]},
                    {"code": "machining", "name": "Machining", "from": 2018},
                ],
                "stages": [
                    {"code": "prototype", "name": "Prototype"},
                    {"code": "on-sale", "name": "On sale", "counts_as": ["practical"]},
                ],
            },
        }
    )


def book(case: dict[str, object], *, faulty: bool = False, **publication: object) -> Casebook:
    entry = CaseEntry(
        "wall", "cases/2019/wall.yml", "2019", Case.model_validate({"status": "published", **case}), {}, (), faulty
    )
    return Casebook(Path("project"), programme(**publication), ORGANISATIONS, (entry,))


def passes(casebook: Casebook, *channels: str, date: dt.date = DATE) -> bool:
    return bool(publish(casebook, channels=channels or ("web",), date=date).cases)


@pytest.mark.parametrize("status", ["draft", "review", "withdrawn"])
def test_only_what_is_published_passes(status: str) -> None:
    assert passes(book({}))
    assert not passes(book({"status": status}))


def test_a_faulty_case_never_passes() -> None:
    assert not passes(book({}, faulty=True))


def test_an_embargo_ends_on_its_day() -> None:
    embargoed = book({"publish_from": "2026-01-02"})
    assert not passes(embargoed)
    assert passes(embargoed, date=dt.date(2026, 1, 2))


def test_by_terms_asks_for_no_consent_but_keeps_to_the_channels_named() -> None:
    assert passes(book({"consent": {"expires": "2020-01-01"}}))
    printed = book({"consent": {"channels": ["print"]}})
    assert passes(printed, "print")
    assert not passes(printed, "web")
    assert not passes(printed, "print", "web")


def test_the_basis_of_consent_withholds_what_has_none() -> None:
    def given(**consent: object) -> Casebook:
        return book({"consent": consent} if consent else {}, basis="consent")

    assert not passes(given())
    assert passes(given(given="2019-06-01"))
    assert passes(given(given="2019-06-01", expires="2026-01-01"))
    assert not passes(given(given="2019-06-01", expires="2025-12-31"))
    assert not passes(given(given="2026-01-02"))
    assert not passes(given(given="2019-06-01", channels=["print"]), "print", "web")


def test_a_withdrawn_case_keeps_its_id_and_editions_alone() -> None:
    published = publish(book({"status": "withdrawn", "title": "Secret"}), channels=("web",), date=DATE)
    assert [(each.id, each.editions) for each in published.withdrawn] == [("wall", ("2019",))]
    assert "Secret" not in repr(published)
    never_public = book({"status": "withdrawn", "publish_from": "2030-01-01"})
    assert publish(never_public, channels=("web",), date=DATE).withdrawn == ()


def test_private_keys_never_pass() -> None:
    assert set(PRIVATE_KEYS) == {"consent", "approvals"}
    casebook = book(
        {
            "consent": {"by": "Planted One"},
            "approvals": [{"by": "example-forge", "date": "2019-01-01", "of": "planted-two"}],
            "contact": {"name": "Planted Three"},
            "extra": {"unknown": "Planted Four"},
        }
    )
    assert "lanted" not in repr(publish(casebook, channels=("web",), date=DATE).cases)


def test_the_contact_needs_its_own_consent() -> None:
    def contact(consent: dict[str, str] | None, date: dt.date = DATE) -> str:
        lead = [{"id": "example-forge", "role": "lead"}]
        case: dict[str, object] = {
            "organisations": lead,
            "contact": {"email": "a@example.org", **({"consent": consent} if consent else {})},
        }
        shown = publish(book(case), channels=("web",), date=date).cases[0].contact
        assert shown is not None
        return shown.email

    assert contact(None) == "office@example.org"
    assert contact({"expires": "2025-12-31"}) == "office@example.org"
    assert contact({"given": "2026-01-02"}) == "office@example.org"
    assert contact({"given": "2019-06-01", "expires": "2026-01-01"}) == "a@example.org"


def test_fields_of_an_old_scheme_stand_under_todays() -> None:
    case = publish(book({"fields": ["cutting"]}), channels=("web",), date=DATE).cases[0]
    assert case.fields_today == ("machining",)


def test_the_stage_is_the_latest_seen_up_to_the_day() -> None:
    seen = [{"date": "2020", "stage": "prototype"}, {"date": "2027-05", "stage": "on-sale"}]
    casebook = book({"stage": "prototype", "follow_up": seen})
    assert publish(casebook, channels=("web",), date=DATE).cases[0].stage == "prototype"
    assert publish(casebook, channels=("web",), date=dt.date(2027, 6, 1)).cases[0].stage == "on-sale"


def test_a_preview_marks_every_case() -> None:
    shown = preview(book({"status": "draft"}), date=DATE)
    assert [each.watermark for each in shown.cases] == [True]


def test_the_key_follows_the_decision() -> None:
    consented = {"email": "a@example.org", "consent": {"expires": "2026-01-01"}}
    casebook = book({"title": "T", "contact": consented})
    before = key(publish(casebook, channels=("web",), date=DATE))
    assert key(publish(casebook, channels=("web",), date=DATE - dt.timedelta(days=9))) == before
    assert key(publish(casebook, channels=("web",), date=DATE + dt.timedelta(days=1))) != before


def test_small_counts_are_held_back() -> None:
    def rows(count: int, stage: str) -> list[Project]:
        return [
            Project.model_validate(
                {"project": f"{stage}-{place}", "field": "cutting", "stage": stage, "applications": "cars"}
            )
            for place in range(count)
        ]

    def counted(practical: int, others: int) -> tuple[int | None, int | None]:
        projects = tuple(rows(practical, "on-sale") + rows(others, "prototype"))
        counts = aggregate(Casebook(Path("p"), programme(suppress_below=3), projects=projects), date=DATE)
        found = counts.by_field["machining"]
        assert counts.by_field_and_application[("machining", "cars")] == found
        return found.projects, found.practical

    assert counted(4, 5) == (9, 4)
    assert counted(2, 5) == (7, None)
    assert counted(5, 2) == (7, None)
    assert counted(1, 1) == (None, None)
