"""Wrong votes of the k nearest neighbours."""

import numpy as np

from autograder.assignments.mistake import mistake, same_as
from coursework.checks.knn import slips
from solutions import knn as right


def _elected(distances, y_train, k, elect):
    """Let `elect` choose from the labels of the k nearest, nearest first."""
    nearest = np.argsort(distances, axis=1)[:, :k]
    return np.array([elect([int(label) for label in y_train[row]]) for row in nearest])


@mistake(
    "predict_labels",
    hint="In a tie you take the label of the nearest neighbour among the winners. Here the "
    "smallest label wins. (`Counter.most_common` keeps the order of first appearance.)",
    slip="one convention, for ties",
)
def tie_to_nearest(distances, y_train, k):
    return _elected(distances, y_train, k, lambda labels: max(labels, key=labels.count))


@mistake(
    "predict_labels",
    hint="In a tie you take the largest label. Here the smallest wins.",
    slip="one convention, for ties",
)
def tie_to_larger_label(distances, y_train, k):
    def elect(labels):
        return max(labels, key=lambda label: (labels.count(label), label))

    return _elected(distances, y_train, k, elect)


@mistake(
    "predict_labels",
    hint="In a tie you take the label that gets its last vote first, counting from the nearest. "
    "Here the smallest label wins: count all votes, then compare.",
    slip="one convention, for ties",
)
def tie_to_first_to_reach(distances, y_train, k):
    def elect(labels):
        votes, winner = dict.fromkeys(labels, 0), labels[0]
        for label in labels:
            votes[label] += 1
            if votes[label] > votes[winner]:
                winner = label
        return winner

    return _elected(distances, y_train, k, elect)


@mistake(
    "predict_labels",
    hint="In a tie you take the label of the farthest neighbour among the winners. Here the "
    "smallest label wins.",
    slip="one convention, for ties",
)
def tie_to_farthest(distances, y_train, k):
    return _elected(distances, y_train, k, lambda labels: max(labels[::-1], key=labels.count))


@same_as(slips.FARTHEST_VOTE, "predict_labels")
def farthest_vote(distances, y_train, k):
    return right.predict_labels(-distances, y_train, k)


@mistake(
    "predict_labels",
    hint="One neighbour too few votes. The first k are `[:k]`.",
    slip="counted one too few",
)
def one_neighbour_too_few(distances, y_train, k):
    return right.predict_labels(distances, y_train, max(k - 1, 1))


@mistake(
    "predict_labels",
    hint="One neighbour too many votes. The first k are `[:k]`.",
    slip="counted one too many",
)
def one_neighbour_too_many(distances, y_train, k):
    return right.predict_labels(distances, y_train, k + 1)


@same_as(slips.NEAREST_LEFT_OUT, "predict_labels")
def nearest_left_out(distances, y_train, k):
    without = distances.copy()
    without[np.arange(len(distances)), distances.argmin(axis=1)] = np.inf
    return right.predict_labels(without, y_train, k)


@mistake(
    "predict_labels",
    hint="You always take the nearest neighbour's label. Let all k of them vote.",
    omission="k is ignored",
)
def k_ignored(distances, y_train, k):
    return right.predict_labels(distances, y_train, 1)


@same_as(slips.INDICES_VOTE, "predict_labels")
def indices_vote(distances, y_train, k):
    return right.predict_labels(distances, np.arange(len(y_train)), k)


@mistake(
    "predict_labels",
    hint="You take the first k training images, whatever their distance. The k nearest come first "
    "in `np.argsort(distances[i])`.",
    omission="the distances are ignored",
)
def first_k_vote(distances, y_train, k):
    return right.predict_labels(np.tile(np.arange(len(y_train)), (len(distances), 1)), y_train, k)


@same_as(slips.MEAN_OF_LABELS, "predict_labels")
def mean_of_labels(distances, y_train, k):
    return _elected(distances, y_train, k, np.mean)


@mistake(
    "predict_labels",
    hint="You take the rounded mean of the labels. Labels are names: 3 isn't between 2 and 4. "
    "Count votes.",
    misconception="labels are taken for measured numbers",
)
def rounded_mean_of_labels(distances, y_train, k):
    return _elected(distances, y_train, k, lambda labels: round(np.mean(labels)))


@mistake(
    "predict_labels",
    hint="You take the median of the labels. Labels are names and have no order. Count votes.",
    misconception="labels are taken for measured numbers",
)
def median_of_labels(distances, y_train, k):
    return _elected(distances, y_train, k, np.median)


@same_as(slips.VOTES_FOR_LABEL, "predict_labels")
def votes_in_place_of_label(distances, y_train, k):
    return _elected(distances, y_train, k, lambda labels: max(map(labels.count, labels)))


@same_as(slips.PLACE_FOR_LABEL, "predict_labels")
def place_in_place_of_label(distances, y_train, k):
    return _elected(
        distances, y_train, k, lambda labels: np.unique(labels, return_counts=True)[1].argmax()
    )


@mistake(
    "predict_labels",
    hint="The label with the fewest votes wins in your function: take `argmax` of the votes, not "
    "`argmin`.",
    misconception="the label with the fewest votes is taken for the winner",
)
def fewest_votes_win(distances, y_train, k):
    def elect(labels):
        return min(sorted(labels), key=labels.count)

    return _elected(distances, y_train, k, elect)


@mistake(
    "predict_labels",
    hint="You add up the neighbours' distances label by label. Each neighbour has one vote here, "
    "however near it is.",
    misconception="distances are added up, and no votes counted",
)
def smallest_sum_of_distances_wins(distances, y_train, k):
    winners = []
    for row in distances:
        nearest = row.argsort()[:k]
        sums = {
            int(label): row[nearest][y_train[nearest] == label].sum() for label in y_train[nearest]
        }
        winners.append(min((far, label) for label, far in sums.items())[1])
    return np.array(winners)


@mistake(
    "predict_labels",
    hint="Nearer neighbours count more in your vote. Each of the k has one vote here, however near "
    "it is.",
    misconception="another vote than the one asked for",
)
def votes_weighted_by_distance(distances, y_train, k):
    winners = []
    for row in distances:
        nearest = row.argsort()[:k]
        votes = np.bincount(y_train[nearest], weights=1 / row[nearest])
        winners.append(votes.argmax())
    return np.array(winners)


@mistake(
    "predict_labels",
    hint="`scipy.stats.mode(labels)` of one row gives one number, since SciPy 1.11. Older code "
    "takes `[0][0]` of it, which fails now: `[0]` is the label.",
    misconception="written for another version of SciPy: it ends in an error",
    raises="IndexError",
)
def mode_indexed_twice(distances, y_train, k):
    from scipy import stats

    nearest = np.argsort(distances, axis=1)[:, :k]
    return np.array([stats.mode(y_train[row])[0][0] for row in nearest])


@mistake(
    "predict_labels",
    hint="In a tie you take the label that a set gives first. Sets have no order to rely "
    "on: of 2 and 8, {8, 2} gives 8 first. Here the smallest label wins: go through the "
    "labels by `sorted` or `np.unique`.",
    slip="one convention, for ties",
)
def tie_by_set_order(distances, y_train, k):
    return _elected(distances, y_train, k, lambda labels: max(set(labels), key=labels.count))


@mistake(
    "predict_labels",
    hint="`np.argsort` leaves equal numbers of votes in any order, so a tie may go to any label. "
    "`np.argmax` takes the first, the smallest label.",
    slip="one convention, for ties",
)
def tie_by_unstable_sort(distances, y_train, k):
    return _elected(distances, y_train, k, lambda labels: np.argsort(-np.bincount(labels))[0])


@same_as(tie_by_unstable_sort, "predict_labels")
def tie_by_unstable_sort_of_labels_found(distances, y_train, k):
    def elect(labels):
        found, votes = np.unique(labels, return_counts=True)
        return found[np.argsort(-votes)[0]]

    return _elected(distances, y_train, k, elect)


@mistake(
    "predict_labels",
    hint="You round the distances, so that near and nearer are the same. Take them as they are.",
    slip="one step too much",
)
def distances_rounded(distances, y_train, k):
    return right.predict_labels(np.round(distances), y_train, k)


@same_as(distances_rounded, "predict_labels")
def distances_cut_to_integers(distances, y_train, k):
    return right.predict_labels(distances.astype(int), y_train, k)


@mistake(
    "predict_labels",
    hint="All training images vote, so that each test image gets the same label. Only the k "
    "nearest should.",
    omission="distances and k are ignored",
)
def all_images_vote(distances, y_train, k):
    return np.full(len(distances), np.bincount(y_train).argmax())
