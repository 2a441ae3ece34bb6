"""Hypothesis without deadlines: the machines are shared, and a slow moment is not a defect."""

from hypothesis import settings

settings.register_profile("nudge", deadline=None)
settings.load_profile("nudge")
