"""Bytes → text: UTF-8 first, then what the bytes look like."""

from __future__ import annotations

import codecs
import io
import re
import warnings
from pathlib import Path
from typing import TextIO

from analysis.errors import InputError, InputWarning

__all__ = ["open_text", "read_text"]

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Encodings in which French text files are met.
CANDIDATES = ["cp1252", "latin_1", "iso8859_15", "utf_16_le", "utf_16_be", "mac_roman", "cp850"]
# Control characters that no text file holds; a few may be damage, many are a picture or an archive.
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
CONTROL_BYTES = re.compile(CONTROL.pattern.encode("ascii"))
SHARE_OF_CONTROL = 0.01
# Tables up to this size (1 MB) are read at once, larger ones line by line; a file has to be in UTF-8 to be read so, and
# in another encoding up to that size (64 MB), because its encoding is told from the whole of it.
SMALL = 1 << 20
LARGEST_GUESSED = 1 << 26
BLOCK = 1 << 20


def read_text(path: Path) -> str:
    """Text of a file.

    Parameters
    ----------
    path : Path
        A text file in UTF-8, with or without byte order mark, or in another encoding, which is then guessed.

    Returns
    -------
    str
        All of it but the byte order mark; line ends are left as they are.

    Raises
    ------
    InputError
        If the file is no text, or its encoding cannot be told.

    Warns
    -----
    InputWarning
        If the encoding was guessed.
    """
    data = path.read_bytes()
    for mark, marked_encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode(data.removeprefix(mark), marked_encoding, path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _guess(data, path)
    else:
        if "\x00" in text and (encoding := _wide_encoding(data)):
            text = _decode(data, encoding, path)
    if len(CONTROL.findall(text)) > SHARE_OF_CONTROL * len(text):
        raise InputError("not a text file", where=path, hint="convert it to UTF-8 text")
    return text


def open_text(path: Path) -> TextIO:
    """A text file to be read line by line, whatever its size; its encoding is told as by :func:`read_text`.

    Raises
    ------
    InputError
        If the file is no text, or its encoding cannot be told.
    """
    size = path.stat().st_size
    if size > SMALL and _is_utf8(path):
        return io.TextIOWrapper(path.open("rb"), encoding="utf-8-sig", newline="")
    if size > LARGEST_GUESSED:
        raise InputError("a large file that is not text in UTF-8", where=path, hint="convert it to UTF-8")
    return io.StringIO(read_text(path), newline="")


def _is_utf8(path: Path) -> bool:
    """Whether a file is text in UTF-8, found out block by block."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as stream:
        try:
            while block := stream.read(BLOCK):
                if len(CONTROL.findall(decoder.decode(block))) > SHARE_OF_CONTROL * len(block):
                    return False
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _guess(data: bytes, path: Path) -> str:
    from charset_normalizer import from_bytes

    if encoding := _wide_encoding(data):
        return _decode(data, encoding, path)
    if len(CONTROL_BYTES.findall(data)) > SHARE_OF_CONTROL * len(data):
        raise InputError("not a text file", where=path, hint="convert it to UTF-8 text")
    best = from_bytes(data, cp_isolation=CANDIDATES).best()
    if best is None:
        raise InputError("its encoding cannot be told", where=path, hint="convert it to UTF-8")
    warnings.warn(f"{path}: not UTF-8, read as {best.encoding}", InputWarning, stacklevel=3)
    return str(best)


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without byte order mark: in French nearly every other byte is zero."""
    half = len(data) // 2
    if data[1::2].count(0) > 0.8 * half and not data[::2].count(0):
        return "utf-16-le"
    if data[::2].count(0) > 0.8 * half and not data[1::2].count(0):
        return "utf-16-be"
    return None


def _decode(data: bytes, encoding: str, path: Path) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"not valid {encoding} at byte {error.start}", where=path, hint="convert it to UTF-8"
        ) from error
    if encoding != "utf-8":
        warnings.warn(f"{path}: not UTF-8, read as {encoding}", InputWarning, stacklevel=3)
    return text
