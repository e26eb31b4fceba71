"""Figures and pictures of results for templates."""

from django import template

from .. import plots
from ..selectors.words import people_asked

register = template.Library()

register.filter("points", plots.number)
register.filter("signed", plots.signed)
register.filter("percent", plots.percent)
register.filter("people_asked", people_asked)
register.simple_tag(plots.distribution, name="distribution_plot")
register.simple_tag(plots.bar, name="bar_plot")
register.simple_tag(plots.progress, name="progress_plot")
register.simple_tag(plots.dumbbell, name="dumbbell_plot")
register.simple_tag(plots.sides, name="sides_plot")
register.simple_tag(plots.sign, name="side_sign")


@register.simple_tag
def plot_shapes() -> str:
    return plots.SHAPES
