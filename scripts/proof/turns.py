"""Figures that are compared: taken by turns in one run, shown with their medians."""

import statistics


def by_turns(kinds, rounds, measure):
    """Each kind's figures; who goes first changes from round to round."""
    figures = {kind: [] for kind in kinds}
    for turn in range(rounds):
        for kind in kinds if turn % 2 == 0 else reversed(kinds):
            figures[kind].append(measure(kind))
    return figures


def show(what, unit, figures, digits):
    """Prints each kind's figures; answers their medians in order."""
    medians = {kind: statistics.median(values) for kind, values in figures.items()}
    for kind, values in figures.items():
        print(f"   {what:<28} {kind:<10} median {medians[kind]:10.{digits}f} {unit}   "
              f"({', '.join(f'{value:.{digits}f}' for value in values)})", flush=True)
    return tuple(medians.values())
