"""A folder of files reaches a student's function as a path, in a notebook and in the sandbox, and never comes back."""

import gc
import os
import pickle
from pathlib import Path

import numpy as np
import pytest

from labkit import folders
from labkit.soundings import packed
from workbook import wire
from workbook.examiner.proxy import StudentError, received, sent
from workbook.grade.catalogue import _packed, _unpacked
from workbook.naming import Probe

FILES = {"b/two.bin": bytes(range(256)), "b/one.txt": b"", "a/": b"", "top.txt": b"here"}

WALK = """
    import os
    def walk(path, *, other=None):
        found = {}
        for folder in (path, other) if other else (path,):
            for where, inside, files in os.walk(folder + "/"):
                for name in inside:
                    found[os.path.relpath(os.path.join(where, name), folder) + "/"] = None
                for name in files:
                    with open(os.path.join(where, name), "rb") as file:
                        found[os.path.relpath(file.name, folder)] = file.read()
        return type(path).__name__, path, found
    """


def test_a_function_in_the_sandbox_finds_the_files(level, start):
    walk = start(WALK, isolation=level).environment({"walk": True})["walk"]
    kind, path, found = walk(folders.make(FILES))
    assert kind == "str"
    assert found == {
        "a/": None,
        "b/": None,
        **{name: content for name, content in FILES.items() if content or "." in name},
    }
    _, other, found = walk(folders.make({"x/": b""}), other=folders.make({"y": b"2"}))
    assert found == {"x/": None, "y": b"2"}
    assert path != other
    assert not Path(other).exists()


def test_the_folder_is_gone_after_the_call(level, start):
    submission = start(
        """
        import os
        def look(path):
            os.symlink("/etc", os.path.join(path, "link"))
            return path
        def there(path):
            return os.path.exists(path)
        """,
        isolation=level,
    )
    found = submission.environment({"look": True, "there": True})
    path = found["look"](folders.make(FILES))
    assert found["there"](path) is False
    assert os.path.isdir("/etc")


def test_what_a_function_does_to_its_folder_stays_in_the_sandbox(start):
    submission = start(
        """
        import pathlib, shutil
        def destroy(path):
            for entry in pathlib.Path(path).iterdir():
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
            raise ValueError(str(path))
        def names(path):
            return sorted(entry.name for entry in pathlib.Path(path).iterdir())
        """
    )
    folder = folders.make(FILES)
    found = submission.environment({"destroy": True, "names": True})
    with pytest.raises(StudentError):
        found["destroy"](folder)
    assert Path(folder, "top.txt").read_bytes() == b"here"
    assert found["names"](folder) == ["a", "b", "top.txt"]


def test_in_a_notebook_it_is_a_real_folder_as_long_as_somebody_may_read_it():
    def read(path):
        path = Path(path)  # drops the only reference to what was given
        gc.collect()
        return path, sorted(os.listdir(path / "b"))

    held = folders.make(FILES)
    assert isinstance(held, str)
    assert os.path.isdir(held + "/a")
    place, names = read(folders.make(FILES))
    assert names == ["one.txt", "two.bin"]
    for _ in range(64):
        folders.make({})
    gc.collect()
    assert not place.exists()
    assert Path(held, "top.txt").read_bytes() == b"here"


@pytest.mark.parametrize(
    "name", ["../x", "a/../../x", "/x", "a//x", "./x", "", "/", "a\\..\\x", "a\0", "a\nb", "x" * 201, "..", "a/.."]
)
def test_a_path_that_leads_elsewhere_is_refused(name, tmp_path):
    place = tmp_path / "place"
    place.mkdir()
    with pytest.raises(ValueError, match="no path of a file"):
        folders.write(place, {"fine": b"1", name: b"2"})
    assert list(place.iterdir()) == []
    assert list(tmp_path.iterdir()) == [place]


def test_too_much_is_refused_before_anything_is_written(tmp_path):
    for files in (
        {f"{number}": b"" for number in range(folders.MOST_FILES + 1)},
        {"large": bytes(folders.MOST_BYTES + 1)},
    ):
        with pytest.raises(ValueError, match="a folder of more than"):
            folders.write(tmp_path, files)
    with pytest.raises(ValueError, match="has content"):
        folders.write(tmp_path, {"a/": b"1"})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_a_sandbox_sends_is_refused(start):
    with pytest.raises(wire.WireError):
        received(wire.Tagged("folder", FILES))
    submission = start(
        """
        from workbook.wire import Tagged
        from labkit import folders
        def tagged(): return Tagged("folder", {"x": b"1"})
        def made(): return folders.make({"x": b"1"})
        """
    )
    found = submission.environment({"tagged": True, "made": True})
    with pytest.raises(StudentError):
        found["tagged"]()
    assert type(found["made"]()) is str


def test_a_recorded_call_keeps_its_folder():
    probe = Probe("f", (folders.make(FILES), 3), {"other": folders.make({"y": b"2"})})
    for copy in (pickle.loads(pickle.dumps(probe)), _unpacked(_packed([probe], {"": []}))[0][0]):
        assert copy.arguments[0] != probe.arguments[0]
        assert copy.arguments[0].files == FILES
        assert Path(copy.arguments[0], "b", "two.bin").read_bytes() == FILES["b/two.bin"]
        assert copy.arguments[1] == 3
        assert copy.keywords["other"].files == {"y": b"2"}
    with pytest.raises(TypeError):
        packed(probe.arguments[0])  # a path of this machine would be in what students get


def test_other_arguments_are_sent_as_they_are():
    array = np.arange(3)
    assert sent(array) is array
    assert sent("text") == "text"
