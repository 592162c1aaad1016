"""The table of aggregations: how a group's score follows from its children's. One class per kind.

Children that are not applicable drop out and their weight goes to the others; a group with nothing left is not
applicable. Formulas: OECD/JRC Handbook on Constructing Composite Indicators (2008), step 6.
"""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from dgassess.rules.aggregation import Aggregation
from dgassess.rules.capped_sum import CappedSum
from dgassess.rules.extremes import MaximumOf, MinimumOf
from dgassess.rules.geometric_mean import GeometricMean
from dgassess.rules.harmonic_mean import HarmonicMean
from dgassess.rules.weighted_mean import WeightedMean


def _shorthand(value: Any) -> Any:
    return {"kind": value} if isinstance(value, str) else value


AnyAggregation = Annotated[
    WeightedMean | GeometricMean | HarmonicMean | MinimumOf | MaximumOf | CappedSum,
    Field(discriminator="kind"),
]
AggregationField = Annotated[AnyAggregation, BeforeValidator(_shorthand)]

AGGREGATIONS: dict[str, type[Aggregation]] = {
    "weighted-mean": WeightedMean,
    "geometric-mean": GeometricMean,
    "harmonic-mean": HarmonicMean,
    "minimum": MinimumOf,
    "maximum": MaximumOf,
    "sum": CappedSum,
}
