"""All distances of two sets of images: the reference against scikit-learn and faiss."""

import json
import sys
import tracemalloc

import faiss
import numpy as np
from racing import race
from sklearn.metrics import euclidean_distances

from solutions.knn import distances_no_loops

D = 3072  # CIFAR-10


def peak(run):
    """Most memory that a call has at a time, in bytes."""
    tracemalloc.start()
    run()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def compare(M, N, dtype, rounds):
    """Race the reference against each peer, and print its peak memory relative to the result."""
    rng = np.random.default_rng(0)
    A, B = rng.random((M, D), dtype=dtype), rng.random((N, D), dtype=dtype)
    what = f"`distances_no_loops`, {M:,} × {N:,}, {dtype}"

    def ours():
        return distances_no_loops(A, B)

    race(what, "scikit-learn", ours, lambda: euclidean_distances(A, B), rounds)
    if dtype == "float32":  # faiss has no other
        race(what, "faiss", ours, lambda: faiss.pairwise_distances(A, B), rounds)
    memory = peak(ours) / ours().nbytes
    print(json.dumps({"what": f"{what}: peak memory", "memory": memory}), flush=True)


faiss.omp_set_num_threads(1)
quick = "--quick" in sys.argv
for dtype in ("float64", "float32"):
    compare(500, 5000, dtype, rounds=3 if quick else 5)
if not quick:
    compare(1000, 20000, "float32", rounds=5)
