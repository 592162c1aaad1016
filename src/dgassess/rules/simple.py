"""The rule kinds that stand on their own: no parts, no peers. A cohort-relative rule falls back to one of these."""

from typing import Annotated

from pydantic import Field

from dgassess.rules.bands import BandRule
from dgassess.rules.checklist import Checklist
from dgassess.rules.choice import Choice
from dgassess.rules.count import CountRule
from dgassess.rules.deduction import Deduction
from dgassess.rules.expression import Expression
from dgassess.rules.linear import Linear
from dgassess.rules.piecewise import Piecewise
from dgassess.rules.ratio import Ratio
from dgassess.rules.value import Value
from dgassess.rules.yes_no import YesNo

SimpleKind = (
    Choice
    | Checklist
    | YesNo
    | BandRule
    | Linear
    | Piecewise
    | Ratio
    | Deduction
    | CountRule
    | Value
    | Expression
)
SimpleRule = Annotated[SimpleKind, Field(discriminator="kind")]
