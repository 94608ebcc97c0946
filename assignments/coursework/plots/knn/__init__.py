"""The pictures of the nearest-neighbour assignment.

A student's function is asked before anything is drawn, so that one that isn't done
leaves no empty frame behind.
"""

from coursework.plots.images import images
from coursework.plots.knn.choosing import (
    accuracy_by_k,
    chosen_ks,
    cross_validation,
    promised_and_kept,
    right_by_k,
)
from coursework.plots.knn.dimensions import curse_of_dimensionality, distances_draw_level
from coursework.plots.knn.pixels import (
    nearest_images,
    pixel_differences,
    points_at_distance_one,
    same_distance_copies,
)
from coursework.plots.knn.regions import (
    decision_regions,
    regions_by_metric,
    toy_points,
    toy_regions,
    votes,
)
from coursework.plots.knn.tables import cost_of_loops, distance_table

__all__ = [
    "accuracy_by_k",
    "chosen_ks",
    "cost_of_loops",
    "cross_validation",
    "curse_of_dimensionality",
    "decision_regions",
    "distance_table",
    "distances_draw_level",
    "images",
    "nearest_images",
    "pixel_differences",
    "points_at_distance_one",
    "promised_and_kept",
    "regions_by_metric",
    "right_by_k",
    "same_distance_copies",
    "toy_points",
    "toy_regions",
    "votes",
]
