"""What a press file says of itself: PDF/X-4, whether it is trapped, and the output intent with its profile."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Dictionary, Name, String

from casebook.press.profile import PressProfile

STANDARD = "PDF/X-4"
_REGISTRY = "http://www.color.org"
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)")
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate><xmp:MetadataDate>{date}</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:{identity}</xmpMM:DocumentID><xmpMM:InstanceID>uuid:{identity}</xmpMM:InstanceID>
<xmpMM:VersionID>1</xmpMM:VersionID><xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<pdf:Trapped>False</pdf:Trapped>
<pdfxid:GTS_PDFXVersion>{standard}</pdfxid:GTS_PDFXVersion>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def write_metadata(pdf: pikepdf.Pdf, profile: PressProfile, identity: str) -> None:
    """Put metadata and output intent into an open file; `identity` is the hash of what it was made from."""
    info = pdf.docinfo
    info[Name.GTS_PDFXVersion] = String(STANDARD)
    info[Name.Trapped] = Name("/False")
    words = {name: escape(str(info.get(f"/{name.title()}", ""))) for name in ("title", "author", "creator")}
    made = _XMP.format(**words, date=_date(info), identity=_uuid(identity), standard=STANDARD)
    pdf.Root.Metadata = pikepdf.Stream(pdf, made.encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.OutputIntents = pikepdf.Array([_intent(pdf, profile)])


def _intent(pdf: pikepdf.Pdf, profile: PressProfile) -> Dictionary:
    icc = pikepdf.Stream(pdf, profile.icc, N=4, Alternate=Name.DeviceCMYK)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(profile.condition or "Custom"),
        OutputCondition=String(profile.name),
        Info=String(profile.name),
        DestOutputProfile=pdf.make_indirect(icc),
    )
    if profile.condition:
        intent.RegistryName = String(_REGISTRY)
    return intent


def _date(info: Dictionary) -> str:
    """The file's date as XMP has it; both must say the same."""
    found = _DATE.match(str(info.get("/CreationDate", "")))
    year, month, day, hour, minute, second = found.groups() if found else ("1970", "01", "01", "00", "00", "00")
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}Z"


def _uuid(digest: str) -> str:
    return "-".join([digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:]])
