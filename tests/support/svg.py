"""What is written in a drawn picture."""

from xml.etree import ElementTree


def labels(picture) -> list[str]:
    """The texts of an SVG, in their order."""
    nodes = ElementTree.fromstring(picture.image)
    return [node.text for node in nodes.iter("{http://www.w3.org/2000/svg}text")]
