"""Files made from pictures: upright, in sRGB, free of metadata, never enlarged, made once."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from casebook.pictures.derive import Derivatives, Original, derive_all, for_print, prune
from casebook.pictures.inspect import PictureFacts, inspect

SECRET = b"Planted-Workshop-Name"


def original(path: Path) -> Original:
    facts = inspect(path)
    assert isinstance(facts, PictureFacts), facts
    return Original(path, facts.digest, facts.format)


def made(path: Path, folder: Path, formats: tuple[str, ...] = ("webp",)) -> Derivatives:
    return next(iter(derive_all([original(path)], folder, jobs=1, formats=formats).values()))


def halves(size: tuple[int, int]) -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    return image


def with_camera_data(path: Path, orientation: int = 1) -> Path:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    halves((2000, 1000)).save(path, "JPEG", exif=exif, comment=SECRET, quality=95)
    return path


def test_no_byte_of_camera_data_is_left(tmp_path: Path) -> None:
    source = with_camera_data(tmp_path / "Planted-Workshop-Name.jpg")
    assert SECRET in source.read_bytes()
    out = tmp_path / "out"
    made(source, out)
    for_print(original(source), out, widest=500)
    assert len(list(out.iterdir())) == 6
    for file in out.iterdir():
        assert SECRET not in file.read_bytes()
        assert SECRET not in file.name.encode()
        if file.suffix != ".json":
            with Image.open(file) as image:
                assert not image.getexif()


def test_png_texts_are_left_behind(tmp_path: Path) -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", SECRET.decode(), zip=False)
    halves((700, 400)).save(tmp_path / "a.png", pnginfo=info)
    made(tmp_path / "a.png", tmp_path / "out")
    assert not [file for file in (tmp_path / "out").iterdir() if SECRET in file.read_bytes()]


def test_a_picture_is_turned_as_the_camera_said(tmp_path: Path) -> None:
    found = made(with_camera_data(tmp_path / "a.jpg", orientation=6), tmp_path / "out")
    assert (found.width, found.height) == (1000, 2000)
    with Image.open(tmp_path / "out" / found.fallback) as image:
        red, blue = image.convert("RGB").getpixel((500, 100)), image.convert("RGB").getpixel((500, 1900))
        assert isinstance(red, tuple)
        assert isinstance(blue, tuple)
        assert red[0] > 200 > 60 > red[2]
        assert blue[2] > 200 > 60 > blue[0]


@pytest.mark.parametrize(
    ("width", "widths"), [(200, [200]), (700, [480, 700]), (1600, [480, 960, 1600]), (4000, [480, 960, 1600])]
)
def test_widths_are_never_larger_than_the_picture(width: int, widths: list[int], tmp_path: Path) -> None:
    halves((width, width // 2)).save(tmp_path / "a.png")
    found = made(tmp_path / "a.png", tmp_path / "out")
    assert [each for _, each in found.sources] == widths
    for name, each in found.sources:
        with Image.open(tmp_path / "out" / name) as image:
            assert (image.width, image.format) == (each, "WEBP")


def test_avif_by_setting(tmp_path: Path) -> None:
    halves((600, 300)).save(tmp_path / "a.png")
    found = made(tmp_path / "a.png", tmp_path / "out", ("avif", "webp"))
    assert {name.rsplit(".", 1)[1] for name, _ in found.sources} == {"avif", "webp"}


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "CMYK", "I;16", "1", "LA"])
def test_every_kind_of_pixels_is_shown(mode: str, tmp_path: Path) -> None:
    file = tmp_path / ("a.jpg" if mode == "CMYK" else "a.png")
    if mode == "I;16":
        Image.frombytes("I;16", (64, 64), bytes([0, 128]) * 64 * 64).save(file)
    else:
        halves((64, 64)).convert("RGBA" if mode == "LA" else "RGB").convert(mode).save(file)
    found = made(file, tmp_path / "out")
    with Image.open(tmp_path / "out" / found.fallback) as image:
        assert image.size == (64, 64)
        if mode == "I;16":
            assert image.convert("L").getpixel((5, 5)) == 128
    assert for_print(original(file), tmp_path / "out", widest=32).is_file()


def test_colours_come_out_in_srgb(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    stream = io.BytesIO(profile.tobytes())
    halves((64, 64)).save(tmp_path / "a.png", icc_profile=stream.getvalue())
    found = made(tmp_path / "a.png", tmp_path / "out")
    with Image.open(tmp_path / "out" / found.fallback) as image:
        assert "icc_profile" not in image.info


def test_a_drawing_keeps_its_lines_and_loses_its_maker(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_bytes(
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://www.inkscape.org/namespaces/inkscape" '
        b'width="20mm" height="10mm" i:export-filename="/home/Planted-Workshop-Name"><!-- Planted-Workshop-Name -->'
        b"<metadata>Planted-Workshop-Name</metadata><title>Planted-Workshop-Name</title><path d='M0 0L9 9'/></svg>"
    )
    found = made(tmp_path / "a.svg", tmp_path / "out")
    data = (tmp_path / "out" / found.fallback).read_bytes()
    assert SECRET not in data
    assert b"M0 0L9 9" in data
    assert (found.width, found.height, found.sources) == (76, 38, ())


def test_each_is_made_once_and_the_same_again(tmp_path: Path) -> None:
    source = with_camera_data(tmp_path / "a.jpg")
    out = tmp_path / "out"
    first = made(source, out)
    before = {file.name: (file.stat().st_mtime_ns, file.read_bytes()) for file in out.iterdir()}
    assert made(source, out) == first
    assert {file.name: (file.stat().st_mtime_ns, file.read_bytes()) for file in out.iterdir()} == before
    (out / first.fallback).unlink()
    assert made(source, out) == first
    assert (out / first.fallback).read_bytes() == before[first.fallback][1]


def test_what_nobody_wants_is_pruned(tmp_path: Path) -> None:
    for place in range(2):
        halves((100 + place, 50)).save(tmp_path / f"{place}.png")
    originals = [original(tmp_path / f"{place}.png") for place in range(2)]
    derive_all(originals, tmp_path / "out", jobs=1)
    assert prune(tmp_path / "out", [originals[0].digest]) == 3
    assert {file.name[:16] for file in (tmp_path / "out").iterdir()} == {originals[0].digest[:16]}


def test_many_are_made_by_several_processes_alike(tmp_path: Path) -> None:
    for place in range(5):
        halves((100 + place, 50)).save(tmp_path / f"{place}.png")
    originals = [original(tmp_path / f"{place}.png") for place in range(5)]
    assert derive_all(originals, tmp_path / "a", jobs=2) == derive_all(originals, tmp_path / "b", jobs=1)
    for file in (tmp_path / "a").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()
