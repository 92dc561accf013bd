"""Where the program and the fixtures are."""

import json
import os
import pathlib
import subprocess

import pytest

REPOSITORY = pathlib.Path(os.environ.get("JUCHU_REPOSITORY", pathlib.Path(__file__).resolve().parents[2]))
FIXTURES = REPOSITORY / "fixtures"


def _program():
    named = os.environ.get("JUCHU_PROGRAM")
    paths = [pathlib.Path(named)] if named else [REPOSITORY / ".build" / kind / "juchu" for kind in ("release", "debug")]
    return next((path for path in paths if path.exists()), None)


class Program:
    """The command line, against which every figure is held."""

    def __init__(self, path):
        self.path = path

    def run(self, *arguments):
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        return subprocess.run(
            [self.path, *map(str, arguments)], capture_output=True, env=environment, cwd=REPOSITORY, check=False
        )

    def json(self, *arguments):
        done = self.run(*arguments, "--format", "json")
        assert done.returncode < 64, done.stderr.decode()
        return json.loads(done.stdout)


@pytest.fixture(scope="session")
def program():
    path = _program()
    if path is None:
        pytest.fail("the program juchu is not built: JUCHU_PROGRAM can name it")
    return Program(path)


@pytest.fixture(scope="session")
def fixtures():
    return FIXTURES


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
