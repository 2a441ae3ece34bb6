"""What comes after MkDocs, over the finished folder."""

from pathlib import Path

# 2025-01-01: the one date in anything the build writes.
SOURCE_DATE_EPOCH = "1735689600"


def publish(site: Path) -> None:
    """Turn MkDocs' output into what is served."""
