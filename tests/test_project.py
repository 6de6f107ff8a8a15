"""The files that make the environment agree with each other."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.fixture(scope="module")
def project(repository):
    return tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def lock(repository):
    return (repository / "requirements.lock").read_text(encoding="utf-8")


def test_every_dependency_is_locked_with_hashes(project, lock):
    locked = {normalised(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", lock, flags=re.M)}
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    assert {normalised(re.match(r"[\w.-]+", requirement)[0]) for requirement in wanted} <= locked
    pins = re.split(r"\n(?=[A-Za-z0-9])", lock)
    assert all("--hash=sha256:" in pin for pin in pins if "==" in pin)


def test_lock_fits_pyproject(project, lock):
    from packaging.requirements import Requirement

    pins = dict(re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", lock, flags=re.M))
    for text in project["project"]["dependencies"]:
        requirement = Requirement(text)
        assert requirement.specifier.contains(pins[requirement.name]), text


def test_lock_names_no_registry(lock):
    assert not re.search(r"index-url|find-links|https?://", lock)


def test_conda_takes_python_and_pip_and_the_same_lock(repository, project):
    environment = yaml.safe_load((repository / "environment.yml").read_text(encoding="utf-8"))
    *conda, pip = environment["dependencies"]
    assert [item.split()[0] for item in conda] == ["python", "pip"]
    assert conda[0].split()[1] == project["project"]["requires-python"].replace(" ", "")
    assert "-r requirements.lock" in pip["pip"]


def test_pip_takes_what_conda_hands_it(repository, tmp_path):
    """conda and repo2docker write the pip section into a requirements file, where not every option may stand."""
    environment = yaml.safe_load((repository / "environment.yml").read_text(encoding="utf-8"))
    lines = [line.replace("-r ", f"-r {repository}/") for line in environment["dependencies"][-1]["pip"]]
    (tmp_path / "requirements.txt").write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--no-index", "--quiet"]
    done = subprocess.run([*command, "-r", str(tmp_path / "requirements.txt")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (repository / "postBuild").stat().st_mode & 0o111


def test_every_dependency_has_its_reason(repository):
    text = (repository / "pyproject.toml").read_text(encoding="utf-8")
    lists = re.findall(r"^(?:dependencies|dev) = \[\n(.*?)^\]", text, flags=re.M | re.S)
    lines = [line for block in lists for line in block.splitlines()]
    assert len(lines) > 20
    assert all(re.search(r"#\s+\w", line) for line in lines)


def test_version_stands_once(project, repository):
    import analysis

    assert analysis.__version__ == project["project"]["version"]
    assert f"version: {analysis.__version__}" in (repository / "CITATION.cff").read_text(encoding="utf-8")


def test_workflow_is_valid(repository):
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"]
    done = subprocess.run([*command, str(repository / ".github/workflows/ci.yml")], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_checksums_of_the_seeds(repository):
    import hashlib

    seeds = repository / "seeds"
    listed = dict(reversed(line.split(maxsplit=1)) for line in (seeds / "SHA256SUMS").read_text().splitlines())
    files = {
        f"./{path.relative_to(seeds).as_posix()}": path
        for path in seeds.rglob("*")
        if path.suffix in (".txt", ".json", ".csv", ".yaml")
    }
    assert {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()} == listed


def test_no_text_of_others(repository, shared):
    """Nothing that is committed repeats eight words of the shared research articles, but for the seed article."""
    words = lambda text: re.findall(r"[\w'’-]+", text.lower())  # noqa: E731
    shingles = set()
    for path in [*(shared / "gold/dev").glob("*.txt"), *(shared / "gold/train").glob("*.txt")]:
        found = words(path.read_text(encoding="utf-8"))
        shingles |= {tuple(found[i : i + 8]) for i in range(len(found) - 7)}
    tracked = subprocess.run(["git", "ls-files"], cwd=repository, capture_output=True, text=True).stdout.split("\n")
    for name in tracked:
        if name.endswith((".py", ".md", ".tsv", ".ipynb", ".txt", ".json")) and Path(name).name != "seed-000.txt":
            found = words((repository / name).read_text(encoding="utf-8"))
            repeated = [found[i : i + 8] for i in range(len(found) - 7) if tuple(found[i : i + 8]) in shingles]
            assert not repeated, f"{name}: {repeated[0]}"
