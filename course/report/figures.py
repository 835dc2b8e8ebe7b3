"""Draw the figures of the report as inline SVG.

Every figure has a text that says what it shows. Shades run from dark (missed) to light,
and endings differ in hatching too, so that a grey print can be read.
"""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup, escape

from course.report.endings import Ending
from course.report.summary import BINS, Spread

INK, EDGE = "#1b1b1b", "#51606e"
LEVELS = ("#00305e", "#2f6296", "#86aed0", "#b9d2e6", "#deeaf4", "#ffffff")
FILLS = {
    Ending.PASSED: "#deeaf4",
    Ending.FAILED: "#00305e",
    Ending.ERROR: "url(#stripes)",
    Ending.BLANK: "#ffffff",
    Ending.LIMIT: "url(#dots)",
    Ending.INFRASTRUCTURE: "url(#checks)",
}
HATCHES = Markup(
    '<svg width="0" height="0" aria-hidden="true" style="position:absolute"><defs>'
    '<pattern id="stripes" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/>'
    '<rect width="3" height="6" fill="#b3441e"/></pattern>'
    '<pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" fill="#fff"/>'
    '<circle cx="3" cy="3" r="1.8" fill="#1b1b1b"/></pattern>'
    '<pattern id="checks" width="8" height="8" patternUnits="userSpaceOnUse">'
    '<rect width="8" height="8" fill="#f1c84b"/><rect width="4" height="4" '
    'fill="#1b1b1b"/><rect x="4" y="4" width="4" height="4" fill="#1b1b1b"/>'
    "</pattern></defs></svg>"
)


def distribution(spread: Spread) -> Markup:
    """Draw how many students are in each bin, as columns with numbers."""
    width, high, floor = 52, 90, 112
    most = max(*spread.counts, 1)
    parts = []
    for place, (name, count) in enumerate(zip(BINS, spread.counts, strict=True)):
        left = place * width
        height = high * count / most
        parts.append(
            f'<rect x="{left + 4}" y="{floor - height:.1f}" width="{width - 8}" '
            f'height="{height:.1f}" fill="{LEVELS[place]}" stroke="{EDGE}"/>'
        )
        middle = left + width / 2
        if count:
            above = floor - height - 5
            parts.append(_text(middle, above, str(count), bold=True))
        parts.append(_text(middle, floor + 16, name))
    parts.append(f'<path d="M0 {floor}H{width * len(BINS)}" stroke="{EDGE}"/>')
    return _svg(
        width * len(BINS), floor + 24, spread.in_words, "".join(parts), "columns"
    )


def endings(name: str, counts: Mapping[Ending, int]) -> Markup:
    """Draw how an exercise's checks ended as one stacked bar."""
    whole = sum(counts.values())
    in_words = ", ".join(f"{counts[o]} {o}" for o in Ending if counts.get(o))
    left, parts = 0.0, []
    for ending in Ending:
        width = 300 * counts.get(ending, 0) / whole if whole else 0
        if width:
            parts.append(_part(left, width, FILLS[ending]))
        left += width
    return _svg(300, 18, f"{name}: {in_words}", "".join(parts), "bar", stretch=True)


def sample(ending: Ending) -> Markup:
    """Draw an ending as `endings` does, for the legend."""
    part = _part(1, 20, FILLS[ending])
    return Markup(
        f'<svg class="sample" viewBox="0 0 22 18" aria-hidden="true">{part}</svg>'
    )


def amount(share: float, alt: str) -> Markup:
    """Draw a bar of `share` of the whole width."""
    part = _part(0, 300 * max(0.005, min(1.0, share)), LEVELS[1])
    return _svg(300, 18, alt, part, "bar", stretch=True)


def _part(left: float, width: float, fill: str) -> str:
    return (
        f'<rect x="{left:.1f}" y="1" width="{width:.1f}" height="16" fill="{fill}" '
        f'stroke="{EDGE}" vector-effect="non-scaling-stroke"/>'
    )


def _text(x: float, y: float, text: str, *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:g}" y="{y:.1f}" text-anchor="middle" font-size="12" '
        f'fill="{INK}"{weight}>{escape(text)}</text>'
    )


def _svg(
    width: int, height: int, alt: str, parts: str, kind: str, *, stretch: bool = False
) -> Markup:
    how = ' preserveAspectRatio="none"' if stretch else ""
    return Markup(
        f'<svg class="{kind}" role="img" aria-label="{escape(alt)}" '
        f'viewBox="0 0 {width} {height}"{how}>{parts}</svg>'
    )
