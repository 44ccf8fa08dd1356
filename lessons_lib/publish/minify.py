"""Scripts and style sheets without what only people read: same input, same output; names at the top level stay."""

from __future__ import annotations

import re
from functools import cache

import minify

__all__ = ["minify_part", "minify_script", "minify_style"]

_KINDS = {"js": "application/javascript", "css": "text/css"}
_COMMENT_BLOCK = re.compile(r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*$", re.DOTALL | re.MULTILINE)


def minify_script(code: str) -> str:
    """Return JavaScript that does the same; code that the minifier cannot read only loses its lines of comment.

    What it returns may stand in a script element, before or after other such code.
    """
    # Strings lose their needless backslashes, and these two would end or swallow the element.
    text = _shrink("js", code).replace("</script", "<\\/script").replace("<!--", "\\x3c!--")
    return f"{text};\n" if text else ""


def minify_style(code: str) -> str:
    """Return CSS that says the same."""
    return _shrink("css", code)


def minify_part(name: str, code: str) -> str:
    """Return a file's contents, shrunk as the ending of its name tells."""
    if name.endswith(".js"):
        return minify_script(code)
    return minify_style(code) if name.endswith(".css") else code


@cache
def _shrink(kind: str, code: str) -> str:
    try:
        # The minifier's buffer is as long as what it is given; spaces leave it room for what grows.
        return str(minify.string(_KINDS[kind], code + " " * 64)).strip() if code.strip() else ""
    except minify.MinifyError:
        return _drop_comments(code)  # newer than the minifier, or no code at all: the browser has the last word


def _drop_comments(code: str) -> str:
    lines = _COMMENT_BLOCK.sub("", code).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip() and not line.lstrip().startswith("//"))
