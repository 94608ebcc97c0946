"""In a real browser the feedback page runs nothing, asks for nothing and fits the screen."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hostile_pages import ANSWERS, TEXTS, hostile_page
from made_results import ANNA, SCRIPT
from shown_pages import feedback_page


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Return a browser context that may not do anything in the background."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("there is no chromium on this system")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    flags = (
        "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
        "--disable-component-update --disable-sync"
    )
    with api.sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(tmp_path_factory.mktemp("chromium")),
            executable_path=chromium,
            headless=True,
            args=flags.split(),
        )
        yield context
        context.close()


@dataclass
class Visit:
    """An open page, and what it tried."""

    page: Any
    requests: list[Any]
    dialogs: list[str]
    console: list[str]


def visit(browser: Any, html: str, folder: Path) -> Visit:
    path = folder / "page.html"
    path.write_text(html, encoding="utf-8")
    visit = Visit(browser.new_page(), [], [], [])

    def dismiss(dialog: Any) -> None:
        visit.dialogs.append(dialog.message)
        dialog.dismiss()

    visit.page.on("request", lambda request: visit.requests.append(request))
    visit.page.on("console", lambda message: visit.console.append(message.text))
    visit.page.on("dialog", dismiss)
    visit.page.goto(path.as_uri(), wait_until="load")
    assert visit.requests.pop(0).url == path.as_uri()
    return visit


@pytest.mark.slow
def test_hostile_page_runs_no_script_and_requests_nothing(browser: Any, tmp_path: Path) -> None:
    seen = visit(browser, hostile_page(), tmp_path)
    assert (seen.requests, seen.dialogs) == ([], [])
    assert SCRIPT in seen.page.inner_text("body")
    seen.page.close()


@pytest.mark.slow
def test_policy_alone_stops_script_picture_and_style(browser: Any, tmp_path: Path) -> None:
    attack = (
        "<body><script>alert(1)</script><img src='http://127.0.0.1:9/x' onerror='alert(2)'>"
        "<p style='color: rgb(1, 2, 3)' id=styled>x</p>"
    )
    seen = visit(browser, feedback_page(ANNA, "t", {}, {}).replace("<body>", attack), tmp_path)
    # Playwright tells of the picture, and that the policy stopped it before it left.
    assert [request.failure for request in seen.requests] == ["csp"]
    assert seen.dialogs == []
    assert seen.page.evaluate("getComputedStyle(styled).color") != "rgb(1, 2, 3)"
    seen.page.close()


@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 390, 1200])
def test_page_is_styled_and_as_wide_as_the_screen(browser: Any, tmp_path: Path, width: int) -> None:
    html = feedback_page(ANNA, "The multiclass SVM loss", ANSWERS, TEXTS)
    seen = visit(browser, html, tmp_path)
    seen.page.set_viewport_size({"width": width, "height": 800})
    assert seen.page.evaluate("document.documentElement.scrollWidth") == width
    assert seen.page.evaluate("getComputedStyle(document.querySelector('.hint')).display") == "flex"
    assert seen.console == []
    seen.page.close()
