"""Where everything will stand in a volume before it is set: it is laid out with empty pages in place of its cases."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casebook.catalogue.compiler import Setting, open_setting
from casebook.catalogue.paging import VolumePages, read_volume_pages
from casebook.catalogue.setting import Task, needs_blank

_DATA = ("book.json", "cases.json")


@dataclass(frozen=True, slots=True)
class Bare:
    """A volume whose folder is filled with the names of its cases, and how many pages each will take."""

    task: Task
    lengths: Mapping[str, int]


def lay_bare(volumes: Sequence[Bare]) -> list[VolumePages]:
    """The pages of volumes of one catalogue; one compiler does them all, for reading the typefaces is half the work."""
    task = volumes[0].task
    setting = open_setting(task.name, task.folder, task.template, task.fonts)
    return [_lay_bare(setting, task.folder, volume) for volume in volumes]


def _lay_bare(setting: Setting, folder: Path, volume: Bare) -> VolumePages:
    if folder != volume.task.folder:
        for name in _DATA:
            shutil.copyfile(volume.task.folder / name, folder / name)
    space, blank = volume.task.space, False
    while True:
        layout: dict[str, Any] = {"bare": dict(volume.lengths), "front_blank": blank}
        (folder / "layout.json").write_text(json.dumps(layout, sort_keys=True), "utf-8")
        marks = setting.marks()
        if blank or space != "two-pages" or not needs_blank(marks):
            return read_volume_pages(marks, space, blank=blank)
        blank = True
