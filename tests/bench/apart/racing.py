"""Racing in one process: two functions in turn, and what came out as a line of JSON."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

BATCH = 0.02  # seconds: what is shorter is called several times, to be told from the clock's noise


def race(
    what: str, peer: str, ours: Callable[[], object], theirs: Callable[[], object], rounds: int
) -> None:
    """Run both in turn, and print what each cost in each round."""
    theirs()
    ours()
    times = max(1, int(BATCH / cost_of(ours)[0]))
    costs: dict[str, list[tuple[float, float]]] = {"ours": [], "theirs": []}
    for _ in range(rounds):
        costs["ours"].append(cost_of(ours, times))
        costs["theirs"].append(cost_of(theirs, times))
    print(json.dumps({"what": what, "peer": peer, **costs}), flush=True)


def cost_of(run: Callable[[], object], times: int = 1) -> tuple[float, float]:
    """Return the seconds that one call takes, of so many."""
    clock, processor = time.perf_counter(), time.process_time()
    for _ in range(times):
        run()
    return (time.perf_counter() - clock) / times, (time.process_time() - processor) / times
