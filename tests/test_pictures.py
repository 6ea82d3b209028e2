"""Files made from pictures: upright, in sRGB, free of metadata, never enlarged, made once."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from casebook.pictures.derive import Derivatives, Source, WebForms, derive
from casebook.pictures.files import prune
from casebook.pictures.inspect import inspect
from casebook.pictures.printing import PrintJob, all_for_print, for_print, pixels_for
from casebook.pictures.values import PictureFacts, PictureFault

SECRET = b"Planted-Workshop-Name"


def source(path: Path) -> Source:
    facts = inspect(path)
    assert isinstance(facts, PictureFacts), facts
    return Source(path, facts.digest)


def made(path: Path, folder: Path, formats: tuple[str, ...] = ("webp",)) -> Derivatives:
    found = derive([source(path)], folder, forms=WebForms(formats=formats))[source(path)]
    assert isinstance(found, Derivatives), found
    return found


def printed(path: Path, folder: Path, max_px: int) -> Path:
    name = for_print(PrintJob(source(path), max_px), folder)
    assert isinstance(name, str), name
    return folder / name


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
    halves((2000, 1000)).save(path, path.suffix[1:].replace("jpg", "jpeg"), exif=exif, comment=SECRET, quality=95)
    return path


def colour(image: Image.Image, place: tuple[int, int]) -> tuple[int, ...]:
    found = image.convert("RGB").getpixel(place)
    assert isinstance(found, tuple)
    return found


@pytest.mark.parametrize("ending", ["jpg", "webp", "png", "tiff"])
def test_no_byte_of_camera_data_is_left(tmp_path: Path, ending: str) -> None:
    original = with_camera_data(tmp_path / f"Planted-Workshop-Name.{ending}")
    assert SECRET in original.read_bytes()
    out = tmp_path / "out"
    made(original, out, ("avif", "webp"))
    printed(original, out, 500)
    assert len(list(out.iterdir())) == 9
    for file in out.iterdir():
        assert SECRET not in file.read_bytes()
        assert SECRET.lower() not in file.name.lower().encode()
        if file.suffix != ".json":
            with Image.open(file) as image:
                assert not image.getexif()


def test_png_texts_are_left_behind(tmp_path: Path) -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", SECRET.decode(), zip=False)
    halves((700, 400)).save(tmp_path / "a.png", pnginfo=info)
    made(tmp_path / "a.png", tmp_path / "out")
    printed(tmp_path / "a.png", tmp_path / "out", 500)
    assert not [file for file in (tmp_path / "out").iterdir() if SECRET in file.read_bytes()]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_turned_as_the_camera_said(tmp_path: Path, orientation: int) -> None:
    found = made(with_camera_data(tmp_path / "a.jpg", orientation), tmp_path / "out")
    assert (found.width, found.height) == ((1600, 800) if orientation < 5 else (1000, 2000))
    ends = {1: "l r", 4: "l r", 2: "r l", 3: "r l", 5: "t b", 6: "t b", 7: "b t", 8: "b t"}[orientation].split()
    places = {"l": (0.1, 0.5), "r": (0.9, 0.5), "t": (0.5, 0.1), "b": (0.5, 0.9)}
    for name in (found.full, *(entry.name for entry in found.widths)):
        with Image.open(tmp_path / "out" / name) as image:
            red, blue = (
                colour(image, (round(image.width * places[end][0]), round(image.height * places[end][1])))
                for end in ends
            )
        assert red[0] > 200 > 60 > red[2]
        assert blue[2] > 200 > 60 > blue[0]


@pytest.mark.parametrize(
    ("width", "widths"),
    [(200, [200]), (700, [480, 700]), (1200, [480, 960, 1200]), (1600, [480, 960, 1600]), (4000, [480, 960, 1600])],
)
def test_widths_are_never_larger_than_the_picture(width: int, widths: list[int], tmp_path: Path) -> None:
    halves((width, width // 2)).save(tmp_path / "a.png")
    found = made(tmp_path / "a.png", tmp_path / "out")
    assert [entry.width for entry in found.widths] == widths
    for entry in found.widths:
        with Image.open(tmp_path / "out" / entry.name) as image:
            assert (image.size, image.format) == ((entry.width, entry.height), "WEBP")
    with Image.open(tmp_path / "out" / found.full) as image:
        assert (image.width, image.format) == (min(width, 1600), "PNG")


def test_avif_by_setting(tmp_path: Path) -> None:
    halves((600, 300)).save(tmp_path / "a.png")
    found = made(tmp_path / "a.png", tmp_path / "out", ("avif", "webp"))
    assert [(entry.format, entry.width) for entry in found.widths] == [
        ("avif", 480), ("avif", 600), ("webp", 480), ("webp", 600),
    ]  # fmt: skip
    with Image.open(tmp_path / "out" / found.of_format("avif")[0].name) as image:
        assert image.format == "AVIF"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "YCbCr", "LAB", "I;16", "I", "F"])
def test_every_kind_of_pixels_is_shown(mode: str, tmp_path: Path) -> None:
    file = tmp_path / ("a.png" if mode in {"1", "L", "LA", "P", "RGBA", "I;16"} else "a.tif")
    if mode == "I;16":
        Image.frombytes("I;16", (64, 64), bytes([0, 128]) * 64 * 64).save(file)
    elif mode in {"I", "F"}:
        halves((64, 64)).convert("L").convert(mode).save(file)
    elif mode == "LAB":
        srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
        converted = ImageCms.profileToProfile(halves((64, 64)), srgb, lab, outputMode="LAB")
        assert converted is not None
        converted.save(file)
    else:
        halves((64, 64)).convert("RGBA" if mode == "LA" else "RGB").convert(mode).save(file)
    found = made(file, tmp_path / "out")
    with Image.open(tmp_path / "out" / found.full) as image:
        assert image.size == (64, 64)
        assert image.mode in {"RGB", "RGBA"}
        left, right = colour(image, (5, 5)), colour(image, (60, 60))
    if mode == "I;16":
        assert left == (128, 128, 128)
    elif mode == "1":
        assert {left, right} <= {(0, 0, 0), (255, 255, 255)}
    elif mode in {"L", "LA", "I", "F"}:
        assert left[0] > right[0]
    else:
        assert left[0] > 180 > 90 > left[2]
        assert right[2] > 130 > 100 > right[0]
    with Image.open(printed(file, tmp_path / "out", 32)) as image:
        assert (image.size, image.mode) == ((32, 32), "RGB")


def test_transparency_is_kept_for_the_web_and_white_in_print(tmp_path: Path) -> None:
    image = Image.new("RGBA", (40, 20), (255, 0, 0, 0))
    image.paste((0, 0, 255, 255), (20, 0, 40, 20))
    image.save(tmp_path / "a.png")
    found = made(tmp_path / "a.png", tmp_path / "out")
    with Image.open(tmp_path / "out" / found.full) as full:
        assert full.getpixel((5, 5)) == (255, 0, 0, 0)
    with Image.open(printed(tmp_path / "a.png", tmp_path / "out", 40)) as paper:
        assert paper.getpixel((5, 5)) == (255, 255, 255)
        assert paper.getpixel((35, 5)) == (0, 0, 255)


def swapped_profile() -> bytes:
    """The sRGB profile under another name, its red and green exchanged."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exchanged = profile.replace(b"rXYZ", b"tXYZ").replace(b"gXYZ", b"rXYZ").replace(b"tXYZ", b"gXYZ")
    return exchanged.replace("sRGB".encode("utf-16-be"), "swap".encode("utf-16-be"))


def test_colours_come_out_in_srgb(tmp_path: Path) -> None:
    Image.new("RGB", (64, 64), (250, 10, 10)).save(tmp_path / "a.png", icc_profile=swapped_profile())
    found = made(tmp_path / "a.png", tmp_path / "out")
    with Image.open(tmp_path / "out" / found.full) as image:
        assert "icc_profile" not in image.info
        red, green, _ = colour(image, (5, 5))
        assert green > 200 > 60 > red
    assert found.colour[3:5] > "c8"


@pytest.mark.parametrize("profile", [b"no profile", ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()])
def test_a_profile_that_does_not_fit_is_ignored(tmp_path: Path, profile: bytes) -> None:
    Image.new("RGB", (64, 64), (250, 10, 10)).save(tmp_path / "a.png", icc_profile=profile)
    found = made(tmp_path / "a.png", tmp_path / "out")
    with Image.open(tmp_path / "out" / found.full) as image:
        assert colour(image, (5, 5)) == (250, 10, 10)
    assert found.colour == "#fa0a0a"


def test_a_drawing_keeps_its_lines_and_loses_its_maker(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_bytes(
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://www.inkscape.org/namespaces/inkscape" '
        b'width="20mm" height="10mm" i:export-filename="/home/Planted-Workshop-Name"><!-- Planted-Workshop-Name -->'
        b"<metadata>Planted-Workshop-Name</metadata><title>Planted-Workshop-Name</title><path d='M0 0L9 9'/></svg>"
    )
    found = made(tmp_path / "a.svg", tmp_path / "out")
    for data in (
        (tmp_path / "out" / found.full).read_bytes(),
        printed(tmp_path / "a.svg", tmp_path / "out", 9).read_bytes(),
    ):
        assert SECRET not in data
        assert b"M0 0L9 9" in data
    assert (found.width, found.height, found.widths) == (76, 38, ())


def test_each_is_made_once_and_the_same_again(tmp_path: Path) -> None:
    original = with_camera_data(tmp_path / "a.jpg")
    out = tmp_path / "out"
    first = made(original, out)
    before = {file.name: (file.stat().st_mtime_ns, file.read_bytes()) for file in out.iterdir()}
    assert set(before) == set(first.names)
    assert made(original, out) == first
    assert {file.name: (file.stat().st_mtime_ns, file.read_bytes()) for file in out.iterdir()} == before
    (out / first.full).unlink()
    assert made(original, out) == first
    assert (out / first.full).read_bytes() == before[first.full][1]


def test_what_nobody_wants_is_pruned(tmp_path: Path) -> None:
    for place in range(2):
        halves((100 + place, 50)).save(tmp_path / f"{place}.png")
    kept, orphan = (made(tmp_path / f"{place}.png", tmp_path / "out") for place in range(2))
    assert prune(tmp_path / "out", kept.names) == tuple(sorted(orphan.names))
    assert {file.name for file in (tmp_path / "out").iterdir()} == set(kept.names)
    assert prune(tmp_path / "nowhere", ()) == ()


def test_many_are_made_by_several_processes_alike(tmp_path: Path) -> None:
    for place in range(5):
        halves((100 + place, 50)).save(tmp_path / f"{place}.png")
    sources = [source(tmp_path / f"{place}.png") for place in range(5)]
    assert derive(sources, tmp_path / "a", jobs=2) == derive(sources, tmp_path / "b", jobs=1)
    jobs = [PrintJob(each, 50) for each in sources]
    assert all_for_print(jobs, tmp_path / "a", processes=2) == all_for_print(jobs, tmp_path / "b", processes=1)
    for file in (tmp_path / "a").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()


def test_a_picture_that_broke_meanwhile_is_a_fault(tmp_path: Path) -> None:
    halves((100, 50)).save(tmp_path / "a.jpg")
    found = source(tmp_path / "a.jpg")
    (tmp_path / "a.jpg").write_bytes(b"nothing")
    assert derive([found], tmp_path / "out") == {found: PictureFault("picture-unreadable")}
    assert for_print(PrintJob(found, 50), tmp_path / "out") == PictureFault("picture-unreadable")
    assert list((tmp_path / "out").iterdir()) == []


def test_print_takes_no_more_pixels_than_paper_needs(tmp_path: Path) -> None:
    assert pixels_for(25.4) == 300
    halves((3000, 2000)).save(tmp_path / "a.jpg")
    for wanted, size in ((1500, (1500, 1000)), (9000, (3000, 2000))):
        with Image.open(printed(tmp_path / "a.jpg", tmp_path / "out", wanted)) as image:
            assert (image.size, image.format, image.mode) == (size, "JPEG", "RGB")


def test_nothing_is_written_that_names_a_place(tmp_path: Path) -> None:
    halves((100, 50)).save(tmp_path / "a.png")
    made(tmp_path / "a.png", tmp_path / "out")
    assert not [file for file in (tmp_path / "out").iterdir() if str(tmp_path).encode() in file.read_bytes()]


def test_a_comment_in_a_jpeg_is_no_place_to_hide(tmp_path: Path) -> None:
    out = io.BytesIO()
    halves((300, 200)).save(out, "JPEG", comment=SECRET, xmp=b"<x>" + SECRET + b"</x>")
    (tmp_path / "a.jpg").write_bytes(out.getvalue() + SECRET)
    made(tmp_path / "a.jpg", tmp_path / "out")
    assert not [file for file in (tmp_path / "out").iterdir() if SECRET in file.read_bytes()]
