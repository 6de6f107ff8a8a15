"""The folder of a run: what is in it is complete, and what is complete is not made again.

While a run lasts, the files of each part stand in ``.annotating/``, in a folder whose name holds a checksum of all that
they depend on. A folder is written under another name and then renamed, so it is there as a whole or not at all; a run
that finds it takes it as it is. At the end the files become the tables, and ``run.json`` says that all are there.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.annotations import RUN

__all__ = ["Store"]


class Store:
    """The folder into which a corpus is annotated.

    Parameters
    ----------
    folder : Path
        Made when the first part is put into it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._work = folder / ".annotating"

    def path(self, kind: str, number: int, key: str) -> Path:
        """Folder of the files of a part; it may not be there yet."""
        return self._work / f"{kind}-{number:06}-{key}"

    def put(self, path: Path, files: Mapping[str, bytes]) -> None:
        """Write the files of a part, all or none."""
        partial = path.with_name(f".{path.name}.part")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        for name, content in files.items():
            with (partial / f"{name}.parquet").open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
        os.replace(partial, path)

    def get(self, path: Path, names: Iterable[str]) -> dict[str, bytes]:
        """Files of a part."""
        return {name: (path / f"{name}.parquet").read_bytes() for name in names}

    def open(self) -> None:
        """Begin to replace the tables: from here to :meth:`close` they are not all of one run."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / RUN).unlink(missing_ok=True)

    def publish_table(self, name: str, table: pa.Table) -> None:
        """Make a table the file ``<name>.parquet``."""
        partial = self._partial(name)
        pq.write_table(table, partial)
        self._replace(partial, name)

    def publish_parts(self, name: str, parts: Iterable[Path]) -> None:
        """Make files the folder ``<name>.parquet``, which readers take for one table."""
        partial = self._partial(name)
        partial.mkdir()
        for number, path in enumerate(parts):
            target = partial / f"part-{number:06}.parquet"
            try:
                os.link(path, target)
            except OSError:  # a file system without links
                shutil.copyfile(path, target)
        self._replace(partial, name)

    def withdraw(self, name: str) -> None:
        """Remove a table of an earlier run."""
        _remove(self.folder / f"{name}.parquet")

    def close(self, run: Mapping[str, Any]) -> None:
        """Say that the tables are complete, and forget the parts."""
        partial = self.folder / f".{RUN}.part"
        partial.write_text(json.dumps(run, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        os.replace(partial, self.folder / RUN)
        # Renamed first: a part that is half removed when the process dies would be taken for a whole one.
        spent = self._work.with_name(f"{self._work.name}.spent")
        shutil.rmtree(spent, ignore_errors=True)
        os.replace(self._work, spent)
        shutil.rmtree(spent, ignore_errors=True)

    def _partial(self, name: str) -> Path:
        partial = self.folder / f".{name}.parquet.part"
        _remove(partial)
        return partial

    def _replace(self, partial: Path, name: str) -> None:
        self.withdraw(name)
        os.replace(partial, self.folder / f"{name}.parquet")


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
