"""What the tests of downloads share: a server of their own, and no proxy on the way to it."""

from collections.abc import Iterator

import pytest
from one_server import CONTENT, Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving(CONTENT) as running:
        yield running


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
