"""The reference against PyTorch, scikit-learn and faiss, on the CPU, with one thread each."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.course import ROOT
from bench.costs import Cost, run
from bench.peers import MissingPeer, peer_python, pinned
from bench.rows import Row, amount, missing, slower
from bench.sizes import Sizes

TITLE = "The reference"

APART = Path(__file__).parent.parent / "apart"
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL")}
RACES = {"pytorch": "losses.py", "faiss": "distances.py"}  # by the environment that they need

AT_MOST = {"PyTorch": 1.0, "scikit-learn": 1.0, "faiss": 1.2}
MEMORY = 1.3  # times the result


def rows(sizes: Sizes, folder: Path) -> Iterator[Row]:
    """Yield a row for each size and dtype, for each peer."""
    for peer, script in RACES.items():
        try:
            python = peer_python(peer)
        except MissingPeer as reason:
            yield missing(f"all in `{script}`", pinned(peer), "≤ 1 × by the processor", str(reason))
            continue
        path = os.pathsep.join(map(str, (ROOT, APART.parent.parent)))
        command = (python, APART / script, *([] if sizes.largest else ["--quick"]))
        told = run(*command, cwd=folder, env={**os.environ, **ONE_THREAD, "PYTHONPATH": path})
        yield from (_row(json.loads(line)) for line in told.splitlines())


def _row(raced: dict[str, Any]) -> Row:
    """Return the row of one race, as its script printed it."""
    what = raced["what"]
    if "memory" in raced:
        return amount(what, [raced["memory"]], "× the result", at_most=MEMORY)
    ours, theirs = ([Cost(*one) for one in raced[name]] for name in ("ours", "theirs"))
    peer = raced["peer"]
    return slower(what, ours, peer, theirs, at_most=AT_MOST[peer], by="processor")
