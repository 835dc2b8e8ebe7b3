"""The words and rules of `utils.grammar`; all our own.

A rule maps a symbol to its alternatives, in which `{name}` is another symbol. A list of
words is one string, with `_` for a space inside a word.
"""

from __future__ import annotations


def word_list(text: str) -> tuple[str, ...]:
    """Return the words of a text; `_` stands for a space inside a word."""
    return tuple(word.replace("_", " ") for word in text.split())


# Sonnets end their lines with the words of two or more groups of rhymes.
RHYMES = tuple(
    word_list(group)
    for group in (
        "night light sight delight bright flight",
        "day away grey stay decay play",
        "heart part art depart apart dart",
        "year dear clear fear tear near",
        "rose close those froze repose disclose",
        "mind kind blind find behind unkind",
        "sea free be me thee plea",
        "hour flower power shower bower tower",
        "rain pain vain again chain reign",
        "song long wrong among strong throng",
        "old cold gold bold told hold",
        "face grace place trace embrace race",
        "sun one undone begun won none",
        "tongue young sung hung wrung among",
        "eyes skies wise lies flies prize",
        "breath death beneath wreath heath teeth",
        "moon soon June tune boon noon",
        "sweet meet feet greet heat complete",
    )
)

PLAYERS = word_list(
    "ORSINA BERTOLD LUCAN THE_MILLER QUEEN_ALBA FIRST_ROWER SECOND_ROWER VALERIO "
    "JUNO_MARCH OLD_XAVER DUKE_OF_FENWICK NURSE ZEPHYRA KESTREL PAGE HALDANE "
    "GRAVEKEEPER_DOWD WIDOW_PIKE"
)

RULES: dict[str, tuple[str, ...]] = {
    # Words shared by all kinds of text
    "noun": word_list(
        "night crown heart river sword garden letter storm ship candle shadow bell "
        "king fool ghost orchard winter window harvest mirror lantern thief promise "
        "daughter stranger question tide falcon journey quarrel jewel oak wound"
    ),
    "abstract": word_list(
        "love grief time honour pride sorrow hope justice memory silence envy virtue "
        "fortune reason youth death zeal beauty patience treason mercy sleep"
    ),
    "adjective": word_list(
        "cold gentle bitter golden weary quiet proud fair cruel ancient hollow sweet "
        "broken honest idle secret faithful crooked bright unkind patient wild "
        "exquisite lazy jealous vexed"
    ),
    "verb": word_list(
        "keep break follow forget carry find lose hide praise question mend waken "
        "bury carve swear_by envy seize"
    ),
    "verbs": word_list(
        "keeps breaks follows forgets carries finds loses hides praises questions "
        "mends wakens buries carves seizes vexes"
    ),
    "place": word_list(
        "hall harbour forest chapel mountain market bridge prison field shore kitchen "
        "tower valley citadel"
    ),
    # Lines of verse, about ten syllables each
    "verse": (
        "{The} {adjective} {noun} that {verbs} the {noun}{stop}",
        "My {noun} {verbs} what no {adjective} {noun} can {verb}{stop}",
        "And {abstract} {verbs} the {noun} of {abstract}{stop}",
        "If {abstract} be {adjective}, let the {noun} {verb} me{stop}",
        "O {adjective} {noun}, why dost thou {verb} the {noun}?",
        "I would not {verb} a {noun} for all thy {abstract}{stop}",
        "Who {verbs} the {adjective} {noun} of the {place}?",
        "But in the {place} there is no {abstract} left{stop}",
        "To {verb} the {noun}, to {verb} the {adjective} {noun}{stop}",
        "Thy {abstract}, like a {noun} upon the {place}{stop}",
        "Speak, {noun}! For {abstract} hath a {adjective} tongue{stop}",
        "When {abstract} {verbs}, the {adjective} {place} is still{stop}",
        "They say the {noun} that {verbs} is {adjective}{stop}",
        "So {adjective} a {noun} was never in the {place}{stop}",
    ),
    "The": ("The", "A", "That", "Thy", "No", "Each", "This"),
    "stop": (",", ",", ",", ".", ".", ";", ":", "!", "--"),
    "reply": (
        "Ay, my lord.",
        "What {noun} is this?",
        "I know no {adjective} {noun}.",
        "Nay, {verb} the {noun}, not me!",
        "Is it so? Then {abstract} {verbs} the {place}.",
        "'Tis {adjective}; I'll {verb} it.",
        "Peace, ho!",
        "Zounds, the {noun}!",
        "Let's to the {place}.",
    ),
    "stage": (
        "Enter {player}",
        "Exit {player}",
        "Exeunt",
        "Re-enter {player}, with a {noun}",
        "Enter {player} and {player}, from the {place}",
        "A {noun} is heard within",
        "They {verb} the {noun}",
        "Aside",
    ),
    "player": PLAYERS,
    "where": (
        "The {place}.",
        "A {adjective} {place}.",
        "Before the {place} of {player}.",
        "Another part of the {place}.",
    ),
    "title": (
        "THE {adjective} {noun}",
        "{player}'S {noun}",
        "THE {noun} OF {player}",
        "{abstract} AND {abstract}",
    ),
    # A line of a sonnet, up to the word that rhymes
    "sonnet_line": (
        "The {adjective} {noun} of {abstract} and",
        "And every {adjective} {noun} that brings me",
        "Thy {abstract} {verbs} the {noun} and then the",
        "Nor {abstract} nor the {adjective} {noun} of",
        "What {noun} can {verb} the {adjective}",
        "For in thy {noun} I read my own",
        "If {abstract} (that {adjective} {noun}) be",
        "And I, who {verb} the {noun}, still call thee",
        "So shall the {noun} be {adjective} and",
        "When {abstract} {verbs} the {place}, I ask for",
        "Yet {abstract} shall {verb} thy {noun} with",
        "Ah! let no {adjective} {noun} say it was",
    ),
    "verse_stop": (",", ",", ",", ".", ";", ":", "?"),
    # Aphorisms
    "sentence": (
        "{Who} {verbs} {abstract} has already begun to {verb} {what}.",
        "There is no {abstract} without a {adjective} {noun} behind it.",
        "What we call {abstract} is {often} only the {noun} of our {abstract}.",
        "It is not {abstract} but {abstract} that {verbs} {what}; {sentence_end}.",
        "Perhaps {abstract} itself is a {adjective} {noun}, "
        "and we are its {noun}--{sentence_end}?",
        'One says "{abstract}" and means {what}.',
        "In {what} there is always some {abstract}; "
        "in {abstract}, always some {adjective} {noun}.",
        "How much {abstract} a man can bear, how {adjective} he must be "
        "to {verb} {what}!",
        "Every {adjective} {noun} wants to {verb} {what}, and {often} "
        "it {verbs} only itself.",
        "Suppose that {what} {verbs} {what}: what then?",
        "The {adjective} thinker ({often} a {adjective} {noun}) {verbs} "
        "{what} in order not to {verb} {what}.",
        "We do not {verb} {what} because it is {adjective}, "
        "it is {adjective} because we {verb} it.",
        "A {noun} that {verbs} is worth more than {what}, {sentence_end}.",
        "_Abstract_ words, for example {abstract}, {verb} {what}.",
    ),
    "sentence_end": (
        "so at least the {noun} believes",
        "and who has not been such a {noun}",
        "that is the whole {noun} of {abstract}",
        "this, too, is {abstract}",
        "one must first {verb} {what}",
    ),
    "Who": ("He who", "Whoever", "A people that", "The philosopher who", "She who"),
    "what": (
        "the {noun}",
        "a {adjective} {noun}",
        "its own {abstract}",
        "the {noun} of {abstract}",
        "every {adjective} {abstract}",
        "the {place} of the soul",
    ),
    "often": ("often", "perhaps", "in the end", "at bottom", "seldom", "always"),
}
