"""How likely honest work is to fail a threshold, from a few measurements of several designs.

Each design's results are taken for normally distributed over seeds, on a scale where that is reasonable: log-odds for
shares, logarithms for ratios. A design measured with few seeds borrows from the others how far its results spread
(Smyth's moderated variance, 2004). Honest work is a mixture of the designs in equal parts. Its chance to fall short is
told twice: as if means and spreads were known, and with Student's t, which allows for their having been estimated.

A fitted curve knows nothing of trainings that go wrong in another way, once in a thousand. So the plain count stands
beside it, with Clopper and Pearson's bound.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import optimize, special, stats

GOAL = 1e-4
"""The share of honest work that a threshold may fail."""

CONFIDENCE = 0.95

SCALES: dict[str, tuple[Callable, Callable]] = {
    "share": (lambda share: special.logit(np.clip(share, 1e-4, 1 - 1e-4)), special.expit),
    "ratio": (lambda ratio: -np.log(np.maximum(ratio, 1e-12)), lambda y: np.exp(-y)),
    "number": (lambda number: np.asarray(number, dtype=float), lambda y: y),
}
"""For each kind of result, the way to a scale on which it spreads evenly and more is better, and the way back.

A share or a number has to reach its threshold; a ratio has to stay below.
"""


@dataclass(frozen=True)
class Spread:
    """What is known of one design: its mean, from so many results, and how far and how surely they spread."""

    mean: float
    count: int
    deviation: float
    freedom: float

    def chance_below(self, level: float, tries: int = 1, cautious: bool = True) -> float:
        """Return the probability that the mean of the next results lies below a level.

        Args:
            level: the level.
            tries: of how many results the mean is.
            cautious: allow for what is not known of the design; else take mean and spread as they were found.
        """
        if self.deviation == 0:
            return float(self.mean < level)
        if not cautious:
            return float(stats.norm.cdf((level - self.mean) / self.deviation * math.sqrt(tries)))
        scale = self.deviation * math.sqrt(1 / tries + 1 / self.count)
        return float(stats.t.cdf((level - self.mean) / scale, self.freedom))


def spreads(designs: Sequence[Sequence[float]]) -> list[Spread]:
    """Estimate mean and spread of each design; all results equal means no spread at all.

    Args:
        designs: the results of each design on their scale, at least one each.

    Raises:
        ValueError: no design has two results, but results differ.
    """
    values = [np.asarray(results, dtype=float) for results in designs]
    means, counts = [float(results.mean()) for results in values], [len(results) for results in values]
    distinct = np.unique(np.concatenate(values))
    if len(distinct) == 1:
        return [Spread(mean, count, 0.0, math.inf) for mean, count in zip(means, counts, strict=True)]
    own_freedom = np.array(counts) - 1
    if not own_freedom.any():
        raise ValueError("No design has been measured twice.")
    # Results are counts of digits: two that are equal may still differ by half a step, so no spread is taken for none.
    finest = float(np.diff(distinct).min()) ** 2 / 12
    own = np.array([max(results.var(ddof=1), finest) if len(results) > 1 else finest for results in values])
    prior, prior_freedom = _prior(own[own_freedom > 0], own_freedom[own_freedom > 0])
    pooled_freedom = float(own_freedom.sum())
    if math.isinf(prior_freedom):
        variances, freedoms = np.full(len(own), prior), np.full(len(own), pooled_freedom)
    else:
        freedoms = np.minimum(prior_freedom + own_freedom, pooled_freedom)
        variances = (prior_freedom * prior + own_freedom * own) / (prior_freedom + own_freedom)
    return [Spread(*known) for known in zip(means, counts, np.sqrt(variances), freedoms, strict=True)]


def _prior(variances: np.ndarray, freedoms: np.ndarray) -> tuple[float, float]:
    """Estimate, as limma does, what variance designs have as a rule, and how many results that rule is worth.

    Infinitely many where the variances differ no more than chance makes them.
    """
    pooled = float(np.average(variances, weights=freedoms))
    if len(variances) < 2:
        return pooled, math.inf
    logs = np.log(variances) - special.digamma(freedoms / 2) + np.log(freedoms / 2)
    excess = float(logs.var(ddof=1) - special.polygamma(1, freedoms / 2).mean())
    if excess <= 0:
        return pooled, math.inf
    half = optimize.brentq(lambda x: special.polygamma(1, x) - excess, 1e-6, 1e12)
    return float(np.exp(logs.mean() + special.digamma(half) - np.log(half))), 2 * half


def chance(known: Sequence[Spread], level: float, tries: int = 1, cautious: bool = True) -> float:
    """Return the probability that honest work, any of the designs alike, lies below a level.

    With several tries, work that falls short is done again, and the mean decides: the probability is then no larger
    than that of the mean, which is what this returns.
    """
    return float(np.mean([spread.chance_below(level, tries, cautious) for spread in known]))


def highest_level(known: Sequence[Spread], goal: float = GOAL, tries: int = 1, cautious: bool = True) -> float:
    """Return the highest level that honest work falls short of with no more than the given probability."""
    if all(spread.deviation == 0 for spread in known):
        return min(spread.mean for spread in known)
    low, high = min(spread.mean for spread in known), max(spread.mean for spread in known)
    widest = max(spread.deviation for spread in known)
    while chance(known, low, tries, cautious) > goal:
        low -= 10 * widest
        widest *= 2
    return float(optimize.brentq(lambda level: chance(known, level, tries, cautious) - goal, low, high + widest))


def at_most(failed: int, of: int, confidence: float = CONFIDENCE) -> float:
    """Bound from above, after Clopper and Pearson, the rate of which ``failed`` out of ``of`` were seen."""
    return 1.0 if failed == of else float(stats.beta.ppf(confidence, failed + 1, of - failed))
