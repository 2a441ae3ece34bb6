"""HTML comments, taken out of a page before anything else looks at it: what is commented out is not there."""

from __future__ import annotations

import re

CODE_FENCE = re.compile(r"[ >]*(`{3,}|~{3,})")
CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")


def without_comments(lines: list[str]) -> tuple[list[str], int | None]:
    """As many lines, without comments; and the line (from 0) of one that never ends, which stays as it is."""
    kept: list[str] = []
    fence = ""
    begun: int | None = None
    for number, line in enumerate(lines):
        rest, text = line, ""
        if begun is None and (mark := CODE_FENCE.match(line)) and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        if fence:
            kept.append(line)
            continue
        while rest:
            if begun is not None:
                _, end, rest = rest.partition("-->")
                begun = None if end else begun
                continue
            start = CODE_SPAN.sub(lambda found: " " * len(found[0]), rest).find("<!--")
            text += rest if start < 0 else rest[:start]
            begun, rest = (begun, "") if start < 0 else (number, rest[start + 4 :])
        kept.append(text if text.strip() or not line.strip() else "")
    return (kept, None) if begun is None else (kept[:begun] + lines[begun:], begun)
