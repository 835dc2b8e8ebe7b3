"""The texts in a drawn picture."""

from xml.etree import ElementTree


def labels(picture) -> list[str]:
    """Return the texts of an SVG, in their order."""
    nodes = ElementTree.fromstring(picture.image)
    return [node.text for node in nodes.iter("{http://www.w3.org/2000/svg}text")]
