"""What a measurement gives: a line of the benchmark's table."""

from dataclasses import dataclass

# How often each thing is measured; its median is told.
RUNS = 7


@dataclass(frozen=True)
class Figure:
    """One line of the table: the median of what was measured, and what it shall be, if that was promised."""

    name: str
    value: float
    unit: str
    promise: str = ""

    def row(self) -> str:
        """The line, in Markdown."""
        # Three digits that count: a part of 0.204 is above a promise of 0.2, and 0.20 would hide it.
        places = next((places for least, places in ((100, 0), (10, 1), (1, 2)) if abs(self.value) >= least), 3)
        value = f"{self.value:,.{places}f}" if self.value else "0"
        return f"| {self.name} | {value} {self.unit}".rstrip() + f" | {self.promise} |"
