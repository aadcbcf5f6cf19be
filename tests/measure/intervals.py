"""How far a share that was counted can be trusted."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, lgamma, log

_HALVINGS = 60


def exact_interval(hits: int, total: int, level: float = 0.95) -> tuple[float, float]:
    """Clopper and Pearson's interval of a share of which `hits` in `total` were seen."""
    if total == 0:
        return 0.0, 1.0
    tail = (1 - level) / 2
    low = 0.0 if hits == 0 else _edge(lambda p: 1 - _at_most(hits - 1, total, p) < tail)
    high = 1.0 if hits == total else _edge(lambda p: _at_most(hits, total, p) > tail)
    return low, high


def _edge(below: Callable[[float], bool]) -> float:
    """The share up to which `below` holds."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) else (low, middle)
    return low


def _at_most(hits: int, total: int, share: float) -> float:
    """The chance of at most so many hits."""
    if share <= 0 or share >= 1:
        return 1.0 if share <= 0 or hits >= total else 0.0
    whole = lgamma(total + 1)
    return sum(
        exp(whole - lgamma(k + 1) - lgamma(total - k + 1) + k * log(share) + (total - k) * log(1 - share))
        for k in range(hits + 1)
    )
