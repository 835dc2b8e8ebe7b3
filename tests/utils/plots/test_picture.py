"""A picture is shown as an image, and read out as its text."""

from utils import plots


def test_a_picture_shows_as_an_image_with_its_alternative_text():
    picture = plots.Picture(b"bytes", 'less < "quoted"')
    assert 'alt="less &lt; &quot;quoted&quot;"' in picture._repr_html_()


def test_a_picture_reads_as_its_text_where_no_image_can_be_seen():
    assert repr(plots.Picture(b"bytes", "Two lines.")) == "[Two lines.]"
