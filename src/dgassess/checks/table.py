"""The ordered table of checks. To add one, write its file and add it here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import ModuleType

from dgassess.checks import (
    adjustment_without_cap,
    bands_out_of_order,
    bonus_threshold,
    broken_lineage,
    cap_above_ceiling,
    checklist_sum,
    choice_of_one,
    circular_condition,
    condition_never_holds,
    constant_condition,
    constant_score,
    counted_twice,
    direction_against_rule,
    dropped_but_counted,
    duplicate_id,
    evidence_not_to_report,
    free_text_decides,
    full_width,
    gate_implied,
    gate_not_applicable,
    gate_order,
    gate_unreachable,
    goalpost_outside_range,
    heavy_after_redistribution,
    indicator_without_clause,
    level_order,
    level_unreachable,
    missing_as_of,
    missing_definition,
    missing_evidence,
    missing_filler,
    missing_scope,
    missing_unit,
    negative_count,
    negative_weight,
    no_part_for_type,
    no_value_for_type,
    not_applicable_unlimited,
    number_without_maximum,
    option_in_formula,
    orphan_file,
    part_for_nobody,
    part_weights_sum,
    parts_never_together,
    percent_not_proportion,
    percent_range,
    question_for_others,
    question_not_asked,
    question_type,
    question_without_owner,
    questionnaire_version,
    ratio_units,
    repeated_label,
    repeated_reference,
    restricted_shown,
    result_outside_scale,
    score_outside_scale,
    several_fillers,
    similar_questions,
    single_child,
    stray_blanks,
    told_what_to_fill,
    too_light,
    total_clamp,
    unguarded_division,
    unguarded_logarithm,
    unknown_clause,
    unknown_node,
    unknown_option,
    unknown_question,
    unknown_unit_type,
    unreachable_band,
    unreachable_maximum,
    unscored_question,
    unserved_clause,
    unusable_reason,
    unused_input,
    unused_question,
    unused_unit_type,
    unused_value_for_type,
    veto_without_effect,
    view_incomplete,
    weights_mixed_up,
    weights_sum,
    zero_weight,
)
from dgassess.checks.subject import Subject
from dgassess.values.diagnostics import Diagnostic, Severity


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its name, its severity, its documentation (the module's docstring), how it finds its defect.

    `fix` tells the text that belongs in place of what a diagnostic is about, where a machine may put it there.
    """

    name: str
    severity: Severity
    page: str
    find: Callable[[Subject], Iterable[Diagnostic]]
    fix: Callable[[Subject, Diagnostic], str | None] | None = None


def _check(module: ModuleType) -> Check:
    fix = getattr(module, "fix", None)
    return Check(module.NAME, module.SEVERITY, module.__doc__ or "", module.find, fix)


CHECKS: tuple[Check, ...] = tuple(
    _check(module)
    for module in (
        duplicate_id,
        questionnaire_version,
        orphan_file,
        broken_lineage,
        dropped_but_counted,
        unknown_question,
        question_without_owner,
        unused_question,
        unused_input,
        unscored_question,
        question_type,
        unknown_option,
        option_in_formula,
        unknown_node,
        unknown_clause,
        unserved_clause,
        unknown_unit_type,
        unused_unit_type,
        unused_value_for_type,
        question_not_asked,
        no_value_for_type,
        negative_weight,
        zero_weight,
        single_child,
        weights_sum,
        weights_mixed_up,
        part_weights_sum,
        heavy_after_redistribution,
        too_light,
        score_outside_scale,
        result_outside_scale,
        unreachable_maximum,
        checklist_sum,
        constant_score,
        goalpost_outside_range,
        unreachable_band,
        bands_out_of_order,
        direction_against_rule,
        ratio_units,
        negative_count,
        unguarded_division,
        unguarded_logarithm,
        constant_condition,
        part_for_nobody,
        no_part_for_type,
        parts_never_together,
        level_order,
        level_unreachable,
        gate_unreachable,
        gate_implied,
        gate_order,
        gate_not_applicable,
        veto_without_effect,
        adjustment_without_cap,
        cap_above_ceiling,
        bonus_threshold,
        total_clamp,
        not_applicable_unlimited,
        repeated_reference,
        view_incomplete,
        indicator_without_clause,
        restricted_shown,
        evidence_not_to_report,
        missing_definition,
        missing_unit,
        missing_scope,
        missing_as_of,
        missing_filler,
        missing_evidence,
        number_without_maximum,
        percent_range,
        percent_not_proportion,
        several_fillers,
        told_what_to_fill,
        condition_never_holds,
        circular_condition,
        choice_of_one,
        repeated_label,
        unusable_reason,
        question_for_others,
        free_text_decides,
        similar_questions,
        counted_twice,
        stray_blanks,
        full_width,
    )
)


def run_checks(subject: Subject) -> list[Diagnostic]:
    """Every diagnostic of every check, in file order."""
    found = [diagnostic for check in CHECKS for diagnostic in check.find(subject)]
    return sorted(found, key=lambda diagnostic: diagnostic.sort_key)
