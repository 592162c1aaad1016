"""Weights for a tree: as stated where siblings add up to 100, else made from the points of the whole table."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from dgassess.collecting.cells import Findings
from dgassess.collecting.tree import Branch, Entry, TableTree, Weight
from dgassess.collecting.weights import shares, stated, sum_of
from dgassess.values.numbers import show_plain

_HUNDRED = Fraction(100)
_ONE = Fraction(1)


def weigh(tree: TableTree, findings: Findings) -> bool:
    """Decide every weight; whether an indicator's weight is its points in the whole table."""
    nodes = [part for branch in tree.branches() for part in branch.parts]
    entries = list(tree.root.entries())
    by_weight = any(entry.weight is not None for entry in entries)
    values = {id(e): e.weight if by_weight else e.points for e in entries}
    for branch in tree.branches():
        values[id(branch)] = branch.value
    if not entries:
        return False
    _whole_numbers(tree, values, entries)
    missing = [node for node in nodes if values[id(node)] is None]
    plain = {key: value for key, value in values.items() if isinstance(value, Fraction)}
    if any(isinstance(value, Mapping) for value in values.values()):
        _as_stated(tree, values, findings, nodes)
        return False
    leaves_missing = [node for node in missing if isinstance(node, Entry)]
    if not leaves_missing and not missing and _adds_up(tree, plain):
        for node in nodes:
            node.final = stated(plain[id(node)])
        tree.weights_sum = 100
        return all(not isinstance(part, Branch) for part in tree.root.parts)
    if not leaves_missing and _is_whole(tree, plain, entries):
        _from_points(tree, plain, findings)
        return True
    _as_stated(tree, values, findings, nodes)
    return False


def _whole_numbers(tree: TableTree, values: dict[int, Weight | None], entries: list[Entry]) -> None:
    """Fractions such as 0.18 become 18, where siblings or the whole table add up to 1."""
    for nodes in (
        entries,
        [part for branch in tree.branches() for part in branch.parts if isinstance(part, Branch)],
    ):
        known = [values[id(node)] for node in nodes]
        plain = [value for value in known if isinstance(value, Fraction)]
        if not plain or len(plain) != len(known) or max(plain) > 1:
            continue
        sets = [[values[id(p)] for p in b.parts if p in nodes] for b in tree.branches()]
        sums = [sum_of([v for v in own if v is not None]) for own in sets if own]
        if sum(plain, Fraction(0)) == _ONE or all(total == _ONE for total in sums):
            for node in nodes:
                value = values[id(node)]
                values[id(node)] = value * 100 if isinstance(value, Fraction) else value


def _adds_up(tree: TableTree, plain: Mapping[int, Fraction]) -> bool:
    return all(
        sum((plain[id(part)] for part in branch.parts), Fraction(0)) == _HUNDRED
        for branch in tree.branches()
        if branch.parts
    )


def _is_whole(tree: TableTree, plain: Mapping[int, Fraction], entries: list[Entry]) -> bool:
    """Whether the indicators' numbers count in the whole table, not within their group."""
    several = [b for b in tree.branches() if b.parts and all(isinstance(p, Entry) for p in b.parts)]
    within = all(sum((plain[id(p)] for p in b.parts), Fraction(0)) == _HUNDRED for b in several)
    return not within or len(several) == 1


def _from_points(tree: TableTree, plain: Mapping[int, Fraction], findings: Findings) -> None:
    """Weights within each group from points in the whole table."""
    total = {id(b): sum((plain[id(e)] for e in b.entries()), Fraction(0)) for b in tree.branches()}
    points = {**total, **{id(e): plain[id(e)] for e in tree.root.entries()}}
    for branch in tree.branches():
        own = plain.get(id(branch))
        if own is not None and own != total[id(branch)]:
            added = show_plain(total[id(branch)])
            message = f"'{branch.name}' has {show_plain(own)}, but its indicators add up to {added}."
            help_ = "The indicators' numbers are imported; correct the one that is wrong."
            findings.warn("weight-differs", branch.place, message, help_)
    weights = {id(b): shares([points[id(p)] for p in b.parts]) for b in tree.branches()}
    whole = show_plain(total[id(tree.root)])
    if all(own is not None for own in weights.values()):
        tree.weights_sum = 100
        message = (
            f"The numbers are points of {whole} in all; they became weights that add up to 100 in each group."
        )
        findings.tell("points-to-weights", tree.root.place, message, "The scores come out the same.")
    else:
        message = (
            f"The numbers are points of {whole} in all; they stand as weights relative to their siblings."
        )
        help_ = "Made to add up to 100 in each group, some would need more than four decimals."
        findings.tell("points-to-weights", tree.root.place, message, help_)
    exact = tree.weights_sum == 100
    for branch in tree.branches():
        for index, part in enumerate(branch.parts):
            own_shares = weights[id(branch)]
            part.final = stated(own_shares[index] if exact and own_shares else points[id(part)])


def _as_stated(
    tree: TableTree, values: Mapping[int, Weight | None], findings: Findings, nodes: list[Branch | Entry]
) -> None:
    """Every weight as the table has it, relative to its siblings; 1 where it has none."""
    for node in nodes:
        value = values[id(node)]
        node.final = stated(value) if value is not None else 1
    for branch in tree.branches():
        known = [values[id(part)] for part in branch.parts]
        if len(known) > 1 and any(value is None for value in known):
            part = next(part for part in branch.parts if values[id(part)] is None)
            which = (
                "No weights are"
                if all(value is None for value in known)
                else f"No weight of '{part.name}' is"
            )
            where = f"in '{branch.name}'" if branch.level else "at the top of the table"
            findings.warn(
                "weight-missing", part.place, f"{which} stated {where}; 1 is imported.", "State the weights."
            )
            continue
        plain = [value for value in known if isinstance(value, Fraction)]
        if len(plain) == len(known) and plain and sum(plain, Fraction(0)) != _HUNDRED and len(plain) > 1:
            where = f"in '{branch.name}'" if branch.level else "at the top of the table"
            message = f"The weights {where} add up to {show_plain(sum(plain, Fraction(0)))}, not to 100."
            findings.warn("weights-not-100", branch.parts[0].place, message, "They are imported as they are.")
