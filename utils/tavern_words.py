"""Who sits in the tavern of `utils.grammar`, and what they talk about; all our own.

A scene has a topic. A regular has a voice: sentences, words and an ending that nobody
else uses. In a sentence `{noun}`, `{verb}` and `{trait}` are of the topic, `{own}` is a
word of the speaker's, `{coined}` a thing and `{name}` a person that the scene has
invented, `{gag}` what is in the box tonight, `{np}` any thing, `{when}` any time.
"""

from __future__ import annotations

from typing import NamedTuple

from utils.phrases import word_list


class Topic(NamedTuple):
    """What a scene is about: things, what is done to them, what they are like."""

    nouns: tuple[str, ...]
    verbs: tuple[str, ...]
    traits: tuple[str, ...]


class Regular(NamedTuple):
    """Somebody who is always there: how often they talk, and how."""

    name: str
    weight: int
    says: tuple[str, ...]
    own: tuple[str, ...]
    ends: tuple[str, ...]


def _topic(nouns: str, verbs: str, traits: str) -> Topic:
    return Topic(*(tuple(words.split()) for words in (nouns, verbs, traits)))


TOPICS = (
    _topic(
        "oar regatta rudder coxswain canoe paddle jetty towpath lock buoy",
        "row steer capsize tow moor launch",
        "leaky windward narrow swift waterlogged",
    ),
    _topic(
        "mushroom truffle spore toadstool basket moss chanterelle gill puffball log",
        "pick sniff dry slice forage spoil",
        "spotted edible slimy poisonous earthy",
    ),
    _topic(
        "clock pendulum hour-hand cogwheel chime sundial spring belfry dial minute",
        "wind oil strike adjust stop repair",
        "late punctual rusty brass unreliable",
    ),
    _topic(
        "hive queen-bee drone honeycomb smoker swarm nectar veil clover sting",
        "smoke gather chase fill requeen",
        "angry buzzing sticky golden drowsy",
    ),
    _topic(
        "bishop knight pawn rook gambit endgame checkmate board draw opening",
        "sacrifice castle pin promote resign",
        "doubled pinned brilliant passed hopeless",
    ),
    _topic(
        "curtain prompter wig understudy footlight trapdoor tragedy dressing-room",
        "rehearse applaud faint whisper overact",
        "velvet sold-out dreadful powdered upstage",
    ),
    _topic(
        "flood sandbag cellar dyke pump gauge bucket barge puddle culvert",
        "bail dam float drain wade",
        "muddy ankle-deep rising soaked blocked",
    ),
    _topic(
        "bride veil vicar ring dowry trousseau best-man cake organ vow",
        "marry toast propose jilt waltz",
        "bashful lacy three-tiered engaged tearful",
    ),
    _topic(
        "cheese rind curd rennet mould whey cheddar dairy wheel crust",
        "curdle press smoke ripen grate",
        "smelly crumbly blue salted mature",
    ),
    _topic(
        "ghost attic rattle poltergeist sheet seance chain cobweb portrait creak",
        "haunt moan vanish summon float",
        "pale headless draughty restless see-through",
    ),
    _topic(
        "telescope comet eclipse planet lens nebula orbit almanac observatory moon",
        "observe predict focus name polish",
        "distant ringed cloudy waning enormous",
    ),
    _topic(
        "lighthouse fog foghorn keeper reef gull lamp wreck stairwell tide",
        "signal blink climb wreck whitewash",
        "salty stranded blinking foggy lonely",
    ),
    _topic(
        "fiddle bow string rosin jig choir tuba tune octave metronome",
        "tune hum play squeak conduct",
        "flat sharp off-key lively muffled",
    ),
    _topic(
        "dough oven loaf yeast rolling-pin bagel flour crumb sourdough tin",
        "knead proof bake burn butter",
        "crusty floury half-baked stale braided",
    ),
    _topic(
        "goat turnip plough scarecrow barn cart harvest pitchfork manure fence",
        "milk mow feed mend fatten",
        "stubborn fallow thatched prize-winning woolly",
    ),
    _topic(
        "parcel stamp postmark telegram envelope mailbag postcard address sorter wax",
        "deliver seal weigh forward return",
        "registered undelivered torn anonymous express",
    ),
)

REGULARS = (
    Regular(
        "Odo_Tapp",
        10,
        (
            "That's {number} pennies, {friend}, and the {coined} is extra.",
            "No {noun} on my counter, {name}. And {np} stays outside.",
            "I {verb} {np} after ten, {friend}, or {when}.",
            "Last orders! And whose is {np}?",
            "You break {np}, you {verb} {np2}.",
            "I keep a {own} under the bar for people like {name}.",
        ),
        ("mop", "tab", "spigot", "coaster", "till", "barrel", "dishcloth"),
        (", see", "", ""),
    ),
    Regular(
        "Marta_Finch",
        8,
        (
            "Splendid! I shall {verb} {np} {when}.",
            "In my paper it will say: {coined} seen near {np}.",
            "Quote me on {np}, darling, never on the {own}.",
            "{name} told me everything about {np}, off the record.",
            "Front page! Who would {verb} a {coined}?",
        ),
        ("deadline", "headline", "scoop", "editor", "typewriter", "column"),
        (", darling", "", ""),
    ),
    Regular(
        "Old_Piet",
        5,
        (
            "When I was a boy we had no {noun}, we had a {own} from {place}.",
            "My knee says {np} will be {trait} {when}.",
            "In the winter of the {coined} they did {verb} {np}.",
            "Eh? A {trait} what?",
        ),
        ("donkey", "wooden leg", "grandfather", "stove", "snuffbox"),
        (", mark me", "", ""),
    ),
    Regular(
        "Captain_Zara",
        4,
        (
            "Belay that {noun}! I've seen {np} twice its size.",
            "Off the cape we'd {verb} a {trait} {noun} before breakfast.",
            "By my {own}, {name} would not last an hour with {np}.",
        ),
        ("anchor", "parrot", "sextant", "bosun", "spyglass"),
        (", aye", "", ""),
    ),
    Regular(
        "Clerk_Quill",
        3,
        (
            "Pursuant to paragraph {number}, one may not {verb} {np} {when}.",
            "I have noted: one {noun}, {trait}; one {coined}, missing.",
            "The {own} is to be signed by {name}, in triplicate.",
        ),
        ("form", "ledger", "inkpot", "rubber stamp", "appendix"),
        (", strictly speaking", "", ""),
    ),
    Regular(
        "Baker_Jun",
        3,
        (
            "Up at four, me, to {verb} {np}.",
            "It wants more {own}. Everything does, even the {coined}.",
            "{name} still owes me for a {noun}. A {trait} one!",
        ),
        ("butter", "cinnamon", "icing", "salt", "poppy seed"),
        (", bless", "", ""),
    ),
    Regular(
        "Widow_Hobb",
        2,
        (
            "My late husband used to {verb} {np} {when}.",
            "I knitted {np} a {own}.",
            "I say nothing about {name}. But {trait}? Oh, {trait}.",
        ),
        ("shawl", "tea-cosy", "mitten", "bonnet"),
        (", poor man", "", ""),
    ),
)

# What anybody may say; strangers say nothing else.
SAYS = (
    "{Np} is {trait}!",
    "Why {verb} {np}? It's a {noun}, not a {coined}.",
    "Has {name} seen {np}?",
    "They {verb} {np} in {place}, {friend}.",
    "I dreamt of {np} {when}.",
    "{name} says you can {verb} {np} {when}.",
    "{Np} is better than {np2}.",
    "Give {friend} {np}, {friend}.",
    "Never {verb} {np} with {name} {when}.",
    "What if {np} is {trait} again?",
    "{Np}, {np2} and {name}: that's trouble.",
    "So {name} of {place} brings {np}...",
    "Who left {np} on {np2}?",
    "I'd rather {verb} {np} {when} than {verb} {np2}.",
    "You {verb} {np}, I {verb} {np2}, and {name} pays.",
    "Who will {verb} {np}, {name}?",
    "{name} of {place} sold me {np} {when}.",
    "Ask {name}. Ask anybody with {np}.",
    "If {np} could talk, {name} would {verb} {np2}.",
    "{name}! Put {np} back {when}!",
)
OPENERS = (
    *("Well! ", "Honestly: ", "Uh-huh. ", "Look, {friend}: ", "Ha! ", "Mind you: "),
    *("Hush. ", "Wait: ", "Cheers! ", "Rubbish! ", "Hm... ", "", "", "", "", ""),
)
# How a thing is named
THINGS = (
    "the {noun}",
    "that {mood} {noun}",
    "a {mood}, {trait} {noun}",
    "my {noun}",
    "your {coined}",
    "a {trait} {coined}",
    "{name}'s {noun}",
    "the {noun} from {place}",
    "the {coined} of {name}",
    "the {coined} on the {noun}",
    "half a {noun}",
    "this {mood} {coined}",
    "a {noun} and a {noun2}",
)
MOODS = word_list(
    "enormous second-hand purple invisible borrowed suspicious ticklish heavy lopsided "
    "famous forbidden musical nameless frozen portable wobbly glorious haunted cheap "
    "imported homemade tartan upside-down legendary"
)
WHENS = word_list(
    "before_supper on_Tuesdays since_the_thaw for_a_bet at_midnight all_winter "
    "with_both_hands behind_the_chapel by_mistake in_the_rain without_a_hat "
    "under_oath twice_a_week on_one_leg till_closing like_a_duke for_no_money "
    "after_the_fair in_my_sleep by_candlelight out_of_spite every_third_Sunday "
    "without_asking from_the_roof with_a_straw on_principle in_public"
)

NOTES = (
    "SIGHS",
    "POLISHING A GLASS",
    "TO THE WINDOW",
    "LAUGHING",
    "ON THE PHONE",
    "QUIETLY",
    "SINGING",
    "JINGLING KEYS",
    "VERY LOUD",
    "HICCUPS",
)

FRIENDS = word_list("neighbour professor love stranger boss genius sunshine")
NUMBERS = word_list("2 3 4 5 6 7 8 9 10 12 40")
PLACES = word_list(
    "Upper_Wick Dunmere Saltby Oxlow Fenwick Quarry_End Little_Harm Gorsey Tolpin "
    "Cold_Ashby Marrable Inch"
)

# A box stands on the shelf, and every scene has another answer to what is in it.
GAG = (
    ("What's in the box tonight, Odo?", "So, Odo, the box. What is it?"),
    ("A {gag}.", "In the box? Only a {gag}."),
    ("A {gag}! I knew it.", "I'd never have said {gag}.", "Good night, {gag}."),
)

# Things are coined of two halves, people of three syllables.
FRONT = word_list(
    "hedge spatula mitten bubble fiddlestick goblin dumpling cactus magnet tulip "
    "puddle sparrow teapot lobster haystack pickle thunder button spoon kettle "
    "marrow turtle velvet ginger hammer plum "
    "rocket cuckoo barley pepper bramble copper feather walnut drizzle thimble "
    "custard lizard monkey gravel parsnip whistle noodle saddle winter"
)
BACK = word_list(
    "whistle cushion ticket bandit scooter tickler muffler cannon biscuit janitor "
    "parade umbrella sandal necktie funnel wagon trap grinder hat drum pudding "
    "organ ladder boot harness engine racket "
    "whip bucket warmer saw catcher chair polish lamp horn bell mangle sock "
    "press pipe frame jug crank sledge"
)
SYLLABLES = (
    word_list(
        "bro dra fel gwi hu jor ki lo mu ne os pri qua ru sta ti ul ve wo yb ar bi cle "
        "du e fo gra he i jo ka le ma no ob pe sy tu um vo"
    ),
    word_list(
        "da ff ga lli mbo na ppe ra sse ta va zza ndo rki lo mi be cu dri fe gu ho ji "
        "ku lme mu ni pla que ro sti"
    ),
    word_list(
        "ck d ggs l m n nk rd rn sh t x by ley ton vic worth zel th st ff mp nd rt s "
        "well bin kin mer"
    ),
)
