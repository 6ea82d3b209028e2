"""The evaluation sheets of `internal/<id>.yml`. Nothing of them is ever published.

The axes, their weights and the five grades are those of the model programme's final evaluation:
research and development 60 points (plan ×6, problems ×6), commercialisation 40 (progress ×3, problems ×5).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from casebook.model.scalars import Day, Identifier, Markdown, Model, Paragraphs, Whole

Grade = Annotated[Whole, Field(ge=1, le=5)]
"""5 very good, 4 good, 3 fair, 2 rather poor, 1 poor."""


class ResearchGrades(Model):
    """The axis of research and development."""

    plan: Grade = Field(description="Carrying out of the plan, weight 6.")
    problems: Grade = Field(description="Problems and measures, weight 6.")


class CommercialGrades(Model):
    """The axis of commercialisation."""

    progress: Grade = Field(description="Progress, weight 3.")
    problems: Grade = Field(description="Problems and measures, weight 5.")


class InterimReview(Model):
    """A review while the project ran."""

    date: Day = Field(description="When.")
    plan: Grade = Field(description="Carrying out of the plan.")
    organisation: Grade = Field(description="Ability of the organisation to adapt.")
    next: Grade = Field(description="Soundness of what comes next.")
    note: Markdown | None = Field(None, description="What the reviewers said.")


class InternalSheet(Model):
    """One project's evaluation."""

    case: Identifier = Field(description="The id of the case.")
    evaluated: Day | None = Field(None, description="When the final evaluation was held.")
    research: ResearchGrades | None = Field(None, description="Grades for research and development.")
    commercialisation: CommercialGrades | None = Field(None, description="Grades for commercialisation.")
    interim: tuple[InterimReview, ...] = Field((), description="Interim reviews.")
    advice: Paragraphs = Field((), description="Free advice from reviewers.")
    note: Markdown | None = Field(None, description="The office's own note.")

    @property
    def points(self) -> int | None:
        """The total of 100 points; None where an axis is missing."""
        if self.research is None or self.commercialisation is None:
            return None
        research = 6 * self.research.plan + 6 * self.research.problems
        return research + 3 * self.commercialisation.progress + 5 * self.commercialisation.problems
