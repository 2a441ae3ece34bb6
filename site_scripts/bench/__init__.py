"""Measurements, and the table that they fill."""
