"""The table of rule kinds. To add a kind, write its file and add it to the union here."""

from typing import Annotated

from pydantic import Field

from dgassess.rules.bands import BandRule
from dgassess.rules.checklist import Checklist
from dgassess.rules.choice import Choice
from dgassess.rules.composite import Composite, Part
from dgassess.rules.count import CountRule
from dgassess.rules.deduction import Deduction
from dgassess.rules.expression import Expression
from dgassess.rules.linear import Linear
from dgassess.rules.min_max import MinMax
from dgassess.rules.percentile import Percentile
from dgassess.rules.piecewise import Piecewise
from dgassess.rules.rank_points import RankPoints
from dgassess.rules.ratio import Ratio
from dgassess.rules.ratio_to_best import RatioToBest
from dgassess.rules.rule import Rule
from dgassess.rules.simple import SimpleKind
from dgassess.rules.value import Value
from dgassess.rules.yes_no import YesNo
from dgassess.rules.z_score import ZScore

AnyRule = Annotated[
    SimpleKind | Composite | MinMax | ZScore | Percentile | RankPoints | RatioToBest,
    Field(discriminator="kind"),
]

RULES: dict[str, type[Rule]] = {
    "choice": Choice,
    "checklist": Checklist,
    "yes-no": YesNo,
    "bands": BandRule,
    "linear": Linear,
    "piecewise": Piecewise,
    "ratio": Ratio,
    "deduction": Deduction,
    "count": CountRule,
    "value": Value,
    "expression": Expression,
    "composite": Composite,
    "min-max": MinMax,
    "z-score": ZScore,
    "percentile": Percentile,
    "rank-points": RankPoints,
    "ratio-to-best": RatioToBest,
}

# The parts of a composite hold rules themselves; the union closes that circle.
for _holder in (Part, Composite):
    _holder.model_rebuild(_types_namespace={"AnyRule": AnyRule})
