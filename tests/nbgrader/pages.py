"""Pages of nbgrader in a real browser: feedback in files, formgrader from a real server."""

import json
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from nbgrader_course import environment

BROWSER = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]


def open_page(chromium, address, inside):
    """Open a page that may load only what lies inside an address."""
    page = chromium.new_page(viewport={"width": 1100, "height": 900})
    page.route(
        "**/*",
        lambda route: route.continue_() if route.request.url.startswith(inside) else route.abort(),
    )
    page.goto(address, wait_until="load")
    return page


# Feedback


def active_things(page) -> list[str]:
    """Return what could act in a student's part of a page: handlers, scripts, script links."""
    return page.evaluate(
        """() => [...document.querySelectorAll("#notebook-container *")].filter(
            (one) => /^(script|iframe|object|embed|form|base|meta|link|style)$/i.test(one.tagName)
                || [...one.attributes].some(
                    (each) => /^on/i.test(each.name) || /^\\s*javascript:/i.test(each.value)
                )
        ).map((one) => one.outerHTML)"""
    )


# Formgrader


@contextmanager
def formgrader(course: Path):
    """Start a Jupyter server with formgrader on a free port, and give its address."""
    runtime = course / "home" / "JUPYTER_RUNTIME_DIR"
    command = ["-m", "jupyter", "server", "--no-browser", "--allow-root", "--ip=127.0.0.1"]
    # The server takes a free port itself, and tells in its runtime folder which.
    options = ["--ServerApp.port=0", "--IdentityProvider.token=secret"]
    with (course / "server.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, *command, *options],
            cwd=course,
            env=environment(course / "home"),
            stdout=log,
            stderr=log,
        )
        try:
            # The file is there before its text is.
            while not (
                found := [one for one in runtime.glob("jpserver-*.json") if one.read_text()]
            ):
                assert server.poll() is None, (course / "server.log").read_text()
                time.sleep(0.2)
            yield json.loads(found[0].read_text())["url"].rstrip("/")
        finally:
            server.terminate()
            server.wait()
