"""Pictures of losses: of one example, and beside the hinge loss and others."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np

from coursework.expecting.values import as_number
from coursework.plots.softmax.student_values import Answer, losses_of, probabilities_of
from coursework.plots.style import BLUE, GREEN, GREY, ORANGE, WIDTH, styled, with_minus


@styled
def minus_log(
    cross_entropy_loss: Answer, scores: np.ndarray, labels: np.ndarray, classes: Sequence[str]
) -> None:
    """Draw −log p, and where the right classes of some examples lie on it."""
    losses = [
        as_number(cross_entropy_loss(one.copy(), int(label)), "loss")
        for one, label in zip(scores, labels, strict=True)
    ]
    p = np.geomspace(1e-3, 1, 300)

    _, axes = plt.subplots(figsize=(WIDTH, 3))
    axes.plot(p, -np.log(p), color=BLUE)
    for loss, label in zip(losses, labels, strict=True):
        share = np.exp(-loss)
        axes.plot(share, loss, "o", color=ORANGE, markersize=8)
        axes.annotate(
            f"label {classes[label]}: {loss:.2f}",
            (share, loss),
            xytext=(10, 4),
            textcoords="offset points",
            color=ORANGE,
        )
    axes.margins(x=0.12, y=0.12)
    axes.set(
        xlabel="probability of the right class",
        ylabel="loss of this image",
        title="−log p: little for a likely label, very much for an unlikely one",
    )


@styled
def entropies(kl_divergence: Answer, p: float = 0.7) -> None:
    """Draw the cross-entropy of two classes as entropy plus divergence, while Q moves."""
    P = np.array([p, 1 - p])
    shares = np.append(np.linspace(0.02, 0.98, 97), p)
    shares.sort()
    divergences = np.array(
        [as_number(kl_divergence(P.copy(), np.array([q, 1 - q])), "divergence") for q in shares]
    )
    entropy = float(-np.sum(P * np.log(P)))

    _, axes = plt.subplots(figsize=(WIDTH, 3))
    total = entropy + divergences
    axes.plot(shares, total, color=BLUE, label="cross-entropy H(P, Q)")
    axes.axhline(entropy, color=GREY, linestyle="--", label="entropy H(P)")
    axes.fill_between(shares, entropy, total, color=BLUE, alpha=0.15, label="KL(P ‖ Q)")
    axes.axvline(p, color=GREY, linestyle=":", linewidth=1.5)
    axes.set(
        xlabel=f"probability that Q gives to the first class (P gives {p:g})",
        ylabel="nats",
        title="Cross-entropy is entropy plus divergence",
        ylim=(0, float(total.max()) * 1.05),
    )
    axes.legend(loc="upper center")


@styled
def jiggled(
    cross_entropy_loss: Answer,
    vectors: np.ndarray,
    right_scores: Sequence[float] = (10, 20),
    amount: float = 0.5,
    num_jiggles: int = 60,
) -> None:
    """Draw both losses of some score vectors, right class first, while the scores tremble.

    Parameters
    ----------
    right_scores
        What the right class's score is, one panel each.
    amount
        Standard deviation of what is added to each score.
    """
    vectors = np.asarray(vectors, dtype=float)
    rng = np.random.default_rng(0)
    noise = amount * rng.normal(size=(num_jiggles, vectors.shape[1]))
    drawn = {}
    for right in right_scores:
        for column, vector in enumerate(vectors):
            scores = np.append(right, vector[1:]) + noise
            gaps = scores[:, 1:] - scores[:, :1]
            hinge = np.clip(gaps + 1, 0, None).sum(axis=1)
            drawn[right, column] = hinge, losses_of(cross_entropy_loss, scores)

    _, panels = plt.subplots(1, len(right_scores), figsize=(WIDTH, 3.6), sharey=True, squeeze=False)
    spread = np.linspace(-0.12, 0.12, num_jiggles)
    for axes, right in zip(panels[0], right_scores, strict=True):
        for column in range(len(vectors)):
            for losses, shift, colour, marker, name in zip(
                drawn[right, column],
                (-0.18, 0.18),
                (ORANGE, BLUE),
                "os",
                ("hinge", "cross-entropy"),
                strict=True,
            ):
                axes.plot(
                    column + shift + spread,
                    losses,
                    marker,
                    color=colour,
                    markersize=3,
                    alpha=0.6,
                    label=name if column == 0 else None,
                )
        names = [
            ", ".join(with_minus(score) for score in (right, *vector[1:])) for vector in vectors
        ]
        axes.set_yscale("symlog", linthresh=1e-10, linscale=0.6)
        axes.set_yticks([0, 1e-8, 1e-6, 1e-4, 1e-2, 1])
        axes.set_xticks(range(len(vectors)), names, fontsize=8)
        axes.set(xlabel="scores, right class first", title=f"right score {right:g}")
        axes.grid(axis="x", visible=False)
        axes.minorticks_off()
        axes.set_ylim(-2e-11, 30)
    panels[0][0].set_ylabel("loss")
    panels[0][-1].legend(loc="upper right", markerscale=2)


@styled
def hinge_and_cross_entropy(cross_entropy_loss: Answer, lead: float = 1.0, others: int = 1) -> None:
    """Draw both losses of one example over the lead of its right class.

    Parameters
    ----------
    lead
        Marked by dots.
    others
        The number of wrong classes, which all have the same score.
    """
    leads = np.append(np.linspace(-4, 6, 201), lead)
    scores = np.zeros((len(leads), others + 1))
    scores[:, 0] = leads
    losses = {
        "hinge": others * np.clip(1 - leads, 0, None),
        "cross-entropy": losses_of(cross_entropy_loss, scores),
    }

    _, axes = plt.subplots(figsize=(WIDTH, 3))
    for name, colour, style in (("hinge", ORANGE, "--"), ("cross-entropy", BLUE, "-")):
        values = losses[name]
        axes.plot(leads[:-1], values[:-1], color=colour, linestyle=style, label=name)
        axes.plot(lead, values[-1], "o", color=colour, markersize=7)
    axes.axvline(1, color=GREY, linestyle=":", linewidth=1.5)
    axes.set(
        xlabel="lead of the right class over each other class",
        ylabel="loss",
        title=f"{others} wrong class{'es' * (others > 1)}, lead {with_minus(lead)}: hinge "
        f"{losses['hinge'][-1]:.4g}, cross-entropy {losses['cross-entropy'][-1]:.4g}",
        ylim=(-0.5, max(15.5, losses["hinge"].max())),  # so that slopes can be compared
    )
    axes.legend(loc="upper right")


@styled
def three_losses(softmax: Answer, cross_entropy_loss: Answer) -> None:
    """Draw three candidate losses of the two-class case, and their slopes.

    The logistic function and its −log come from the answers, with the scores (x, 0).
    """
    x = np.linspace(-8, 8, 321)
    scores = np.stack([x, np.zeros(len(x))], axis=1)
    sigmoid = probabilities_of(softmax, scores)[:, 0]
    losses = {
        "squash and clip": 1 - np.clip(0.5 + x / 4, 0, 1),
        "negative logistic": 1 - sigmoid,
        "NLL": losses_of(cross_entropy_loss, scores),
    }

    _, panels = plt.subplots(1, 2, figsize=(WIDTH, 3.2))
    for (name, values), colour, style in zip(
        losses.items(), (GREEN, ORANGE, BLUE), (":", "--", "-"), strict=True
    ):
        panels[0].plot(x, values, color=colour, linestyle=style, label=name)
        panels[1].plot(x, np.gradient(values, x), color=colour, linestyle=style, label=name)
    for axes, what in zip(panels, ("loss", "slope of the loss"), strict=True):
        axes.set(xlabel="lead x of the right class", ylabel=what, title=f"The {what}")
    panels[0].set_ylim(-0.2, 4)  # NLL reaches 8 and would press the others flat
    panels[0].legend(loc="upper right")
