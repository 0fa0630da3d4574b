"""Where words go so that none covers another."""

from collections.abc import Sequence

__all__ = ["lanes", "spread"]


def spread(
    positions: Sequence[float], gap: float, within: tuple[float, float] | None = None
) -> list[float]:
    """Return positions moved as little as needed to stand at least a gap apart, order kept.

    Parameters
    ----------
    within : bounds that labels as tall as the gap keep to, the upper one only if there is room

    Examples
    --------
    >>> [round(y, 6) for y in spread([0.0, 0.1, 2.0], 1.0)]
    [-0.45, 0.55, 2.0]
    """
    order = sorted(range(len(positions)), key=lambda k: positions[k])
    # Runs of crowded labels, each centred on the mean of where its members want to be.
    runs: list[tuple[list[int], float]] = []
    for k in order:
        runs.append(([k], positions[k]))
        while len(runs) > 1:
            (left, at), (right, to) = runs[-2:]
            if to - at >= gap * (len(left) + len(right)) / 2 - 1e-12:
                break
            members = left + right
            runs[-2:] = [(members, sum(positions[m] for m in members) / len(members))]
    placed = [0.0] * len(positions)
    for members, middle in runs:
        for rank, k in enumerate(members):
            placed[k] = middle + gap * (rank - (len(members) - 1) / 2)
    if within is not None:
        room = within[1] - gap / 2
        for k in reversed(order):
            placed[k] = min(placed[k], room)
            room = placed[k] - gap
        room = within[0] + gap / 2
        for k in order:
            placed[k] = max(placed[k], room)
            room = placed[k] + gap
    return placed


def lanes(starts: Sequence[float], widths: Sequence[float]) -> list[int]:
    """Return the lane of each label so that labels in one lane do not overlap, lanes as few.

    Examples
    --------
    >>> lanes([0.0, 1.0, 5.0], [3.0, 3.0, 3.0])
    [0, 1, 0]
    """
    ends: list[float] = []
    chosen = [0] * len(starts)
    for k in sorted(range(len(starts)), key=lambda k: starts[k]):
        free = [lane for lane, end in enumerate(ends) if end <= starts[k]]
        if free:
            chosen[k] = free[0]
            ends[free[0]] = starts[k] + widths[k]
        else:
            chosen[k] = len(ends)
            ends.append(starts[k] + widths[k])
    return chosen
