"""The typefaces of the catalogues: where they lie, how the missing ones are fetched, what to say when they cannot be.

The Latin faces ship in the package. Japanese and Chinese need Noto CJK, which is too heavy for that: it is
looked for in the user's Casebook folder and where systems keep it, and fetched with the `npm` client on request.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from casebook.typefaces import of_families, own_typefaces, read_typefaces, repertoire

Role = Literal["sans", "serif"]
Weight = Literal["Regular", "Bold"]
LATIN: dict[Role, str] = {"sans": "Source Sans 3", "serif": "Source Serif 4"}
REGIONS = {"ja": "JP", "zh-Hans": "SC", "zh": "SC", "zh-Hant": "TC", "ko": "KR"}
"""Language → the region of Noto CJK that draws its characters."""
_WEIGHTS: tuple[Weight, ...] = ("Regular", "Bold")
_COLLECTION = re.compile(r"Noto(Sans|Serif)CJK-(Regular|Bold)\.(?:ttc|otc)\Z")
_PAN_CJK = re.compile(r"Noto(Sans|Serif)CJK(jp|sc|tc|kr)-(Regular|Bold)\.(?:otf|ttf)\Z")
_REGIONAL = re.compile(r"Noto(Sans|Serif)(JP|SC|TC|KR)[-_](?:400|700)?(Regular|Bold)\.(?:otf|ttf)\Z")
_IN_COLLECTION = ("JP", "KR", "SC", "TC", "HK")
"""The order of the faces in Noto's collections."""
_PACKAGE_TIMEOUT = 900


@dataclass(frozen=True, slots=True, order=True)
class Face:
    """One face of a family, in a file that may hold several."""

    family: str
    weight: str
    role: Role
    region: str
    """JP, SC, TC, KR; '' for Latin."""
    path: Path
    index: int = 0


@dataclass(frozen=True, slots=True)
class FontSet:
    """The faces that were found."""

    faces: tuple[Face, ...]
    own: tuple[Path, ...] = ()
    """Files of typefaces that the project brings itself, sorted."""

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders they lie in, sorted; Typst reads these and no others."""
        return tuple(sorted({path.parent for path in (*(face.path for face in self.faces), *self.own)}))

    @property
    def described(self) -> tuple[str, ...]:
        """Each face and each file in words, by which another set of them is told from this one."""
        faces = (f"{face.family}/{face.weight}/{face.path.name}/{face.path.stat().st_size}" for face in self.faces)
        return (*faces, *(f"{path.name}/{path.stat().st_size}" for path in self.own))

    def families(self, language: str, role: Role) -> tuple[str, ...]:
        """The families to try in turn for text of a language: Latin, its region's, then whatever covers more."""
        region = REGIONS.get(language, "JP")
        first = role
        second: Role = "serif" if role == "sans" else "sans"
        own = [
            face.family
            for wanted in (first, second)
            for face in self.faces
            if (face.role, face.region) == (wanted, region)
        ]
        others = [face.family for face in self.faces if face.region and face.role == first]
        latin = [LATIN[first], LATIN[second]]
        return tuple(dict.fromkeys([latin[0], *own[:1], latin[1], *own, *others]))

    def missing(self, languages: Iterable[str]) -> tuple[str, ...]:
        """Those of the languages for which a face is missing, sorted."""
        held = {(face.region, face.role, face.weight) for face in self.faces}
        return tuple(
            sorted(
                language
                for language in set(languages)
                if language in REGIONS
                and any(
                    (REGIONS[language], role, weight) not in held for role in ("sans", "serif") for weight in _WEIGHTS
                )
            )
        )


def user_font_folder() -> Path:
    """The user's Casebook font folder; it need not exist."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
        return (Path(base) if base else Path.home() / "AppData" / "Local") / "casebook" / "fonts"
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "casebook" / "fonts"


def font_folders() -> tuple[Path, ...]:
    """Where fonts are looked for, the package's own folder first."""
    home = Path.home()
    own = (Path(__file__).parent.parent / "fonts", user_font_folder())
    if sys.platform == "darwin":
        return (*own, home / "Library/Fonts", Path("/Library/Fonts"), Path("/opt/homebrew/share/fonts"))
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", str(home)))
        return (*own, local / "Microsoft/Windows/Fonts", Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts")
    return (
        *own,
        Path("/usr/share/fonts/opentype/noto"),
        Path("/usr/share/fonts/noto-cjk"),
        Path("/usr/share/fonts/google-noto-cjk"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
    )


def find_fonts(folders: Sequence[Path] | None = None) -> FontSet:
    """The faces found in the folders; of two that do the same, the one in the earlier folder."""
    found: dict[tuple[str, str, str], Face] = {}
    for folder in font_folders() if folders is None else folders:
        if not folder.is_dir():
            continue
        for path in sorted(folder.iterdir()):
            for face in _faces(path):
                # Regular and Bold of one language must be one family, or bold text would come from another design.
                key = (face.region or face.family, face.role, face.weight)
                regular = found.get((key[0], key[1], "Regular"))
                if key not in found and (regular is None or regular.family == face.family or face.region == ""):
                    found[key] = face
    return FontSet(tuple(sorted(found.values())))


def with_own(fonts: FontSet, root: Path) -> FontSet:
    """The faces together with those that lie in the project's folder `fonts/`."""
    return replace(fonts, own=own_typefaces(root))


def with_families(fonts: FontSet, families: Iterable[str | None]) -> FontSet:
    """The faces together with those of the project's files alone that hold one of these families."""
    return replace(fonts, own=of_families(fonts.own, filter(None, families)))


def latin_families(fonts: FontSet) -> tuple[str, ...]:
    """Families of Latin letters: Casebook's, and of the project's those without Chinese or Japanese characters."""
    own = [face.family for path in fonts.own if "の" not in repertoire(path) for face in read_typefaces(path)]
    return tuple(dict.fromkeys([*LATIN.values(), *own]))


def _faces(path: Path) -> list[Face]:
    name = path.name
    if latin := re.match(r"Source(Sans3|Serif4)_\d00(\w+)\.ttf\Z", name):
        role: Role = "sans" if latin[1] == "Sans3" else "serif"
        return [Face(LATIN[role], latin[2], role, "", path)]
    if held := _COLLECTION.match(name):
        role = "sans" if held[1] == "Sans" else "serif"
        return [
            Face(f"Noto {held[1]} CJK {region}", held[2], role, region, path, index)
            for index, region in enumerate(_IN_COLLECTION)
            if region in REGIONS.values()
        ]
    if held := _PAN_CJK.match(name):
        region = held[2].upper()
        return [Face(f"Noto {held[1]} CJK {region}", held[3], "sans" if held[1] == "Sans" else "serif", region, path)]
    if held := _REGIONAL.match(name):
        return [Face(f"Noto {held[1]} {held[2]}", held[3], "sans" if held[1] == "Sans" else "serif", held[2], path)]
    return []


def how_to_get(languages: Sequence[str], platform: str = sys.platform) -> str:
    """What to do by hand to get the fonts of these languages, in one line."""
    names = sorted({f"Noto {role} {REGIONS[language]}" for language in languages for role in ("Sans", "Serif")})
    by_hand = f"put the Regular and Bold files of {', '.join(names)} into {user_font_folder()}"
    if platform.startswith("linux"):
        return f"apt-get install fonts-noto-cjk, or {by_hand}"
    return by_hand


def fetch_fonts(languages: Sequence[str], folder: Path | None = None) -> tuple[Path, ...]:
    """Fetch the Regular and Bold faces of the languages with the `npm` client into the user's folder.

    Returns the files written, none where there is no client; raises subprocess.CalledProcessError where it fails.
    """
    npm = shutil.which("npm")
    wanted = sorted({REGIONS[language].lower() for language in languages if language in REGIONS})
    if npm is None or not wanted:
        return ()
    target = folder or user_font_folder()
    target.mkdir(parents=True, exist_ok=True)
    packages = [f"noto-{role}-{region}" for region in wanted for role in ("sans", "serif")]
    return tuple(path for package in packages for path in _fetch(npm, package, target))


def _fetch(npm: str, package: str, target: Path) -> list[Path]:
    with tempfile.TemporaryDirectory() as scratch:
        command = [npm, "pack", "--silent", f"@expo-google-fonts/{package}"]
        subprocess.run(command, cwd=scratch, check=True, capture_output=True, timeout=_PACKAGE_TIMEOUT)
        written = []
        for archive in sorted(Path(scratch).glob("*.tgz")):
            with tarfile.open(archive) as held:
                for member in held.getmembers():
                    name = Path(member.name).name
                    source = held.extractfile(member) if member.isfile() and _wanted(name) else None
                    if source is not None:
                        written.append(_write(target / _file_name(name, package), source.read()))
        return written


def _wanted(name: str) -> bool:
    return bool(_REGIONAL.match(name)) or name == "LICENSE_FONT"


def _file_name(name: str, package: str) -> str:
    return f"OFL-{package}.txt" if name == "LICENSE_FONT" else name


def _write(path: Path, data: bytes) -> Path:
    """Write whole or not at all: a half file would be taken for a font."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    part.replace(path)
    return path
