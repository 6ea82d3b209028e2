"""The gate: what passes on which channels, on which day, and what never does."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from casebook.model.case import Case
from casebook.model.organisation import Organisation
from casebook.model.programme import Programme
from casebook.model.register import Project
from casebook.project.values import Casebook, CaseEntry, Picture
from casebook.publication.aggregates import aggregate
from casebook.publication.gate import PRIVATE_KEYS, key, preview, publish
from casebook.publication.values import ShownContact

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


def book(case: Mapping[str, object], *, faulty: bool = False, **publication: object) -> Casebook:
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
    assert not passes(given(by="The director", expires="2034-01-01")), "nobody knows when"
    assert not passes(given(given="2019-06-01", channels=["print"]), "print", "web")


def test_a_withdrawn_case_keeps_its_id_and_editions_alone() -> None:
    published = publish(book({"status": "withdrawn", "title": "Secret"}), channels=("web",), date=DATE)
    assert [(each.id, each.editions) for each in published.withdrawn] == [("wall", ("2019",))]
    assert "Secret" not in repr(published)
    never_public = book({"status": "withdrawn", "publish_from": "2030-01-01"})
    assert publish(never_public, channels=("web",), date=DATE).withdrawn == ()


def test_a_withdrawn_case_that_nobody_can_have_seen_leaves_nothing() -> None:
    def left(consent: dict[str, object], *channels: str, faulty: bool = False) -> int:
        withdrawn = book({"status": "withdrawn", "consent": consent}, faulty=faulty)
        return len(publish(withdrawn, channels=channels or ("web",), date=DATE).withdrawn)

    assert left({"channels": ["print"]}) == 0
    assert left({"channels": ["print"]}, "print") == 1
    assert left({"channels": ["print"]}, "print", "web") == 0
    assert left({"given": "2026-01-02"}) == 0
    assert left({"given": "2019-01-01", "expires": "2020-01-01"}) == 1
    assert left({}, faulty=True) == 0


@pytest.mark.parametrize("channels", [(), ("wbe",), ("web", "fax")])
def test_an_output_must_say_which_channels_it_needs(channels: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="channels"):
        publish(book({}), channels=channels, date=DATE)


def test_channels_basis_and_day_hold_together() -> None:
    """Every mixture of what may hold a case back: it passes when nothing does."""
    for basis, status, start, given, expires, named, asked in itertools.product(
        ["by-terms", "consent"], ["published", "review"], [None, "2026-01-01", "2026-01-02"],
        [None, "2026-01-01", "2026-01-02"], [None, "2025-12-31", "2026-01-01"],
        [None, ["web"], ["web", "print"]], [("web",), ("print",), ("web", "print"), ("data",)],
    ):  # fmt: skip
        consent = {"given": given, "expires": expires, "channels": named}
        case = {"status": status, "publish_from": start, "consent": consent}
        valid = given == "2026-01-01" and expires != "2025-12-31"
        expected = (
            status == "published"
            and start != "2026-01-02"
            and (basis == "by-terms" or valid)
            and (named is None or set(asked) <= set(named))
        )
        assert passes(book(case, basis=basis), *asked) == expected, (basis, case, asked)


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
    assert contact({"expires": "2026-01-01"}) == "a@example.org"
    assert contact({"given": "2026-01-02"}) == "office@example.org"
    assert contact({"given": "2019-06-01", "expires": "2026-01-01"}) == "a@example.org"


def test_consents_of_blank_keys_are_none() -> None:
    """What an author left blank in a form must not open the gate."""
    assert not passes(book({"consent": {}}, basis="consent"))
    shown = publish(book({"contact": {"email": "a@example.org", "consent": {}}}), channels=("web",), date=DATE).cases[0]
    assert shown.contact is not None
    assert shown.contact.email == "office@example.org"


def test_a_contact_belongs_to_whom_it_names_else_to_the_lead() -> None:
    def names(**case: object) -> Mapping[str, str]:
        contact = {"email": "a@example.org", "consent": {"given": "2019-06-01"}, **case}
        lead = [{"name": "Unregistered Works", "role": "lead"}]
        shown = publish(book({"organisations": lead, "contact": contact}), channels=("web",), date=DATE).cases[0]
        assert shown.contact is not None
        assert not shown.contact.of_office
        return shown.contact.names

    assert names() == {"": "Unregistered Works"}
    assert names(organisation="example-forge") == {"": "Example Forge"}
    assert names(organisation="nobody-knows") == {}


def test_a_coordinator_stands_in_where_the_programme_says_so() -> None:
    network = {
        "id": "example-network",
        "names": "Network",
        "url": "https://example.org",
        "contact": {"email": "n@example.org"},
    }
    silent = {"id": "silent-network", "names": "Silent"}
    known = {each.id: each for each in map(Organisation.model_validate, (network, silent))}
    members = [{"id": "silent-network", "role": "support"}, {"id": "example-network", "role": "support"}]

    def contact(members: list[dict[str, str]], stand_in: str = "office") -> ShownContact | None:
        casebook = replace(book({"organisations": members}, stand_in=stand_in), organisations=known)
        return publish(casebook, channels=("web",), date=DATE).cases[0].contact

    assert contact(members) == ShownContact(True, {"": "Office"}, email="office@example.org")
    asked = contact(members, stand_in="coordinator")
    assert asked == ShownContact(False, {"": "Network"}, email="n@example.org", url="https://example.org")
    assert contact(members[:1], stand_in="coordinator") == contact(members)
    assert contact([{"id": "example-network", "role": "partner"}], stand_in="coordinator") == contact(members)


def test_what_is_still_to_come_is_not_shown() -> None:
    seen = [{"date": date, "note": date} for date in ("2025-12", "2026-01", "2026", "2026-01-02", "2026-02")]
    corrected = [{"date": date, "text": date} for date in ("2026-01-01", "2026-01-02")]
    shown = publish(book({"follow_up": seen, "corrections": corrected}), channels=("web",), date=DATE).cases[0].case
    assert [each.note for each in shown.follow_up] == ["2025-12", "2026-01", "2026"]
    assert [each.text for each in shown.corrections] == ["2026-01-01"]


def test_a_translated_caption_follows_its_picture() -> None:
    """In a draft pictures may be missing; what is said of the others stays theirs."""
    images = [{"file": "a.png"}, {"file": "b.png", "alt": "B"}]
    case = {"images": images, "translations": {"ja": {"images": [{"alt": "い"}, {"alt": "ろ"}]}}}
    second = Picture(Path("b.png"), "0" * 32, 10, 10, "PNG", "B", "", "", "", place=1)
    casebook = book(case)
    entry = replace(casebook.cases[0], pictures=(second,))
    shown = publish(replace(casebook, cases=(entry,)), channels=("web",), date=DATE).cases[0]
    assert shown.alternative_text("ja", 0) == "ろ"
    assert shown.alternative_text("en", 0) == "B"


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


def test_a_small_count_cannot_be_told_from_the_others() -> None:
    """Where one group is held back, the next smallest is too: the total would give it away."""

    def counts(numbers: dict[str, int], without: int = 0) -> dict[str, int | None]:
        rows = [
            {"project": f"{stage}-{place}", "stage": stage}
            for stage, number in numbers.items()
            for place in range(number)
        ]
        rows += [{"project": f"none-{place}"} for place in range(without)]
        projects = tuple(Project.model_validate(row) for row in rows)
        found = aggregate(Casebook(Path("p"), programme(suppress_below=3), projects=projects), date=DATE)
        return dict(found.by_stage)

    assert counts({"a": 9, "b": 5, "c": 4}) == {"a": 9, "b": 5, "c": 4}
    assert counts({"a": 9, "b": 5, "c": 2}) == {"a": 9, "b": None, "c": None}
    assert counts({"a": 9, "b": 5, "c": 2}, without=4) == {"a": 9, "b": 5, "c": None}
    assert counts({"a": 9, "b": 1, "c": 1}) == {"a": None, "b": None, "c": None}
    assert counts({"a": 9, "b": 2, "c": 2}) == {"a": 9, "b": None, "c": None}
