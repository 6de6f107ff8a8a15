"""Model files that try to run code, or are damaged: one line says so, and nothing runs."""

import ast
import os
import pickle

import numpy as np
import pytest

from analysis import stance, topics
from analysis.errors import InputError
from analysis.quotations.weights import read_weights
from analysis.speakers.ranking import read_rankers
from analysis.trees import leaves_of

LOADERS = {
    "quotations": read_weights,
    "speakers": read_rankers,
    "stance": stance.StanceClassifier.load,
    "topics": topics.load_classifier,
    "topics-masakhanews": topics.load_news_classifier,
}


class Code:
    """Makes a folder when it is unpickled."""

    def __init__(self, folder):
        self.folder = folder

    def __reduce__(self):
        return os.mkdir, (str(self.folder),)


@pytest.fixture(params=LOADERS)
def model(request):
    return request.param


@pytest.fixture
def shipped(repository, model):
    return (repository / "analysis" / "models" / f"{model}.npz").read_bytes()


def pickled(folder):
    return pickle.dumps(Code(folder))


def test_the_code_of_these_tests_would_run(tmp_path):
    pickle.loads(pickled(tmp_path / "made"))
    assert (tmp_path / "made").is_dir()


@pytest.mark.parametrize("form", ["pickle", "array", "archive"])
def test_code_does_not_run(tmp_path, model, shipped, form):
    path = tmp_path / "model.npz"
    if form == "pickle":
        path.write_bytes(pickled(tmp_path / "made"))
    elif form == "array":
        with path.open("wb") as stream:
            np.save(stream, np.array([Code(tmp_path / "made")], dtype=object), allow_pickle=True)
    else:
        path.write_bytes(shipped)
        with np.load(path) as stored:
            arrays = {name: np.array([Code(tmp_path / "made")], dtype=object) for name in stored.files}
        np.savez(path, **arrays)
    with pytest.raises(InputError, match=r"model\.npz: no model file, or a damaged one; give one"):
        LOADERS[model](path)
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "text"])
def test_damaged_files_are_told_in_one_line(tmp_path, model, shipped, damage):
    middle = len(shipped) // 2
    content = {
        "cut": shipped[:middle],
        "changed": shipped[:middle] + bytes([shipped[middle] ^ 255]) + shipped[middle + 1 :],
        "empty": b"",
        "text": b"Le pont tiendra.",
    }[damage]
    (tmp_path / "model.npz").write_bytes(content)
    with pytest.raises(InputError, match="no model file, or a damaged one"):
        LOADERS[model](tmp_path / "model.npz")


def test_a_model_of_another_kind_is_told_in_one_line(tmp_path, model):
    np.savez(tmp_path / "model.npz", classes=np.array(["a", "b"]))
    with pytest.raises(InputError, match="a model of another kind"):
        LOADERS[model](tmp_path / "model.npz")


def test_trees_that_run_in_circles_come_to_an_end():
    arrays = {
        "feature": np.zeros(2, np.int32),
        "threshold": np.full(2, np.inf, np.float32),
        "left": np.array([1, 0], np.int32),
        "roots": np.zeros(1, np.int32),
    }
    with pytest.raises(ValueError, match="trees without leaves"):
        leaves_of(arrays, np.zeros((1, 1), np.float32))


def test_nothing_in_the_package_runs_what_it_reads(repository):
    """No eval, no exec, no pickle: models are arrays, parameters literals, YAML plain values."""
    for path in (repository / "analysis").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in {"eval", "exec"}, path
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                named = f"{node.value.id}.{node.attr}"
                assert named not in {"pickle.load", "pickle.loads", "yaml.load", "joblib.load", "marshal.loads"}, path
            if isinstance(node, ast.keyword) and node.arg == "allow_pickle":
                assert isinstance(node.value, ast.Constant), path
                assert node.value.value is False, path
