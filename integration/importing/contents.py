"""What a file is, by its content: the extension has to agree with the bytes."""

import io
import zipfile
from collections.abc import Callable

_MOST_UNPACKED = 200 * 1024 * 1024
_MOST_ENTRIES = 5_000


def _is_office(content: bytes, folder: str) -> bool:
    """An Office document without macros and of a reasonable unpacked size (as its directory states it)."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, NotImplementedError):
        return False
    names = {entry.filename for entry in entries}
    if len(entries) > _MOST_ENTRIES or sum(entry.file_size for entry in entries) > _MOST_UNPACKED:
        return False
    whole = "[Content_Types].xml" in names and any(name.startswith(folder) for name in names)
    return whole and not any(name.lower().endswith("vbaproject.bin") for name in names)


def _is_text(content: bytes) -> bool:
    """UTF-8 text that is not a page or a script in disguise."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    head = text.lstrip()[:200].lower()
    return "\x00" not in text and not head.startswith(("<", "#!"))


_OFFICE = "application/vnd.openxmlformats-officedocument."

#: extension → (content type, what its bytes look like)
_LOOKS: dict[str, tuple[str, Callable[[bytes], bool]]] = {
    "pdf": ("application/pdf", lambda b: b.startswith(b"%PDF-")),
    "png": ("image/png", lambda b: b.startswith(b"\x89PNG\r\n\x1a\n")),
    "jpg": ("image/jpeg", lambda b: b.startswith(b"\xff\xd8\xff")),
    "docx": (f"{_OFFICE}wordprocessingml.document", lambda b: _is_office(b, "word/")),
    "xlsx": (f"{_OFFICE}spreadsheetml.sheet", lambda b: _is_office(b, "xl/")),
    "pptx": (f"{_OFFICE}presentationml.presentation", lambda b: _is_office(b, "ppt/")),
    "dwg": ("image/vnd.dwg", lambda b: b[:4] == b"AC10" and b[4:6].isdigit()),
    "step": ("model/step", lambda b: b.lstrip()[:12] == b"ISO-10303-21"),
    "txt": ("text/plain; charset=utf-8", _is_text),
    "csv": ("text/csv; charset=utf-8", _is_text),
}
_SAME = {"jpeg": "jpg", "stp": "step"}
EXTENSIONS = tuple(_LOOKS)


def extension_of(name: str) -> str:
    """The extension as this list spells it; empty where it is none of ours."""
    raw = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    raw = _SAME.get(raw, raw)
    return raw if raw in _LOOKS else ""


def content_type_of(extension: str) -> str:
    return _LOOKS[extension][0]


def looks_like(extension: str, content: bytes) -> bool:
    """Whether the bytes are what the extension claims."""
    return _LOOKS[extension][1](content)
