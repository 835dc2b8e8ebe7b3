"""What is shouted."""

from utils.checking import Checks

from . import oracle

shout = Checks("shout")


@shout.criterion("any text is shouted", points=60, hint="every letter is a capital")
def any_text(answer, rng):
    text = oracle.draw(rng)
    assert answer.shout(text) == oracle.shouted(text)
