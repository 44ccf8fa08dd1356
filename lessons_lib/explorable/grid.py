"""Where a lab is drawn (the nodes of each slider), and how the page goes from there to every other setting."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import product
from math import prod

LINE, CUBIC = "L", "C"


@dataclass
class Axis:
    """The nodes on one slider, in steps, and for each gap between them whether a line or a cubic crosses it."""

    nodes: list[int]
    kinds: list[str]

    @classmethod
    def over(cls, last: int) -> Axis:
        """An axis with a line from end to end."""
        return cls([0, last], [LINE])

    def gap(self, step: int) -> int:
        """The number of the gap a step lies in."""
        return min(bisect_right(self.nodes, step) - 1, len(self.kinds) - 1)

    def insert(self, step: int) -> None:
        """A new node; both gaps beside it are crossed by cubics until a line is found to do."""
        gap = self.gap(step)
        self.nodes.insert(gap + 1, step)
        self.kinds[gap : gap + 1] = [CUBIC, CUBIC]

    def weights(self, step: int) -> list[tuple[int, float]]:
        """Which nodes make up a step, and by how much: exactly one at a node, two on a line, up to four on a cubic."""
        if step in self.nodes:
            return [(self.nodes.index(step), 1.0)]
        gap = self.gap(step)
        reach = (
            range(gap, gap + 2) if self.kinds[gap] == LINE else range(max(0, gap - 1), min(len(self.nodes), gap + 3))
        )
        return [(node, self._lagrange(node, reach, step)) for node in reach]

    def _lagrange(self, node: int, reach: range, step: int) -> float:
        here = self.nodes[node]
        return prod((step - self.nodes[other]) / (here - self.nodes[other]) for other in reach if other != node)


def blend(axes: list[Axis], index: tuple[int, ...]) -> list[tuple[tuple[int, ...], float]]:
    """The nodes of all axes that make up a setting, with their weights."""
    parts = [axis.weights(step) for axis, step in zip(axes, index)]
    return [(tuple(node for node, _ in corner), prod(weight for _, weight in corner)) for corner in product(*parts)]


def node_steps(axes: list[Axis]) -> list[tuple[int, ...]]:
    """All nodes as steps on each axis, the last axis running fastest."""
    return list(product(*(axis.nodes for axis in axes)))
