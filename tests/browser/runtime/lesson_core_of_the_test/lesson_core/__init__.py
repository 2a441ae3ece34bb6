"""Stands in for lesson_core where a test needs Python to misbehave."""
