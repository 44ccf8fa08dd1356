"""Records in a folder of their own."""

import pytest

from lessons_lib.records.keeping import Records


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "records"


@pytest.fixture
def open_records(folder):
    """Opens the records as another notebook would: `open_records()`."""
    opened = []

    def open_them():
        opened.append(Records(folder))
        return opened[-1]

    yield open_them
    for records in opened:
        records.close()


@pytest.fixture
def records(open_records):
    return open_records()
