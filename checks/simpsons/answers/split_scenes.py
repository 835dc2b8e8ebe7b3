# ruff: noqa (answers are written as students write them, one after the other)

# %% right: where the cut is, from the front
def split_scenes(text, valid_fraction=0.1):
    scenes = text.split("\n\n")
    held_out = math.ceil(valid_fraction * len(scenes))
    cut = len(scenes) - held_out
    train = "\n\n".join(scenes[:cut])
    valid = "\n\n".join(scenes[cut:])
    return train, valid


# %% right: np.ceil, and 0 as a case of its own
def split_scenes(text: str, valid_fraction: float = 0.1) -> tuple:
    scenes = text.split("\n\n")
    n = int(np.ceil(len(scenes) * valid_fraction))
    if n == 0:
        return text, ""
    print(n, "scenes are held out")
    return "\n\n".join(scenes[:-n]), "\n\n".join(scenes[-n:])


# %% right: rounded up without ceil, scene by scene
def split_scenes(text, valid_fraction=0.1):
    scenes = text.split("\n\n")
    number = -int(-(valid_fraction * len(scenes)) // 1)
    train, valid = [], []
    for i, scene in enumerate(scenes):
        if i >= len(scenes) - number:
            valid.append(scene)
        else:
            train.append(scene)
    return ["\n\n".join(train), "\n\n".join(valid)]


# %% right: from the back, one after the other
def split_scenes(text, valid_fraction=0.1):
    train = text.split("\n\n")
    wanted, valid = valid_fraction * len(train), []
    while len(valid) < wanted:
        valid.insert(0, train.pop())
    gap = "\n" + "\n"
    return gap.join(train), gap.join(valid)


# %% right: np.split and a regular expression
def split_scenes(text, valid_fraction=0.1):
    scenes = re.split("\n\n", text)
    size = len(scenes)
    first = size - int(np.ceil(valid_fraction * size))
    parts = scenes[0:first], scenes[first:size]
    return tuple(map("\n\n".join, parts))


# %% wrong: the first scenes are held out -> the_last_are_held_out
# say: The first scenes are held out: it should be the last ones.
# - train = "\n\n".join(scenes[:cut])
# + train = "\n\n".join(scenes[held_out:])
# - valid = "\n\n".join(scenes[cut:])
# + valid = "\n\n".join(scenes[:held_out])

# %% wrong: the two texts are swapped -> the_last_are_held_out
# say: The two texts come back in the wrong order: return train, valid.
# - return train, valid
# + return valid, train

# %% wrong: one scene is in both -> the_last_are_held_out
# say: One scene is in both texts: the held-out part begins where the other ends.
# - valid = "\n\n".join(scenes[cut:])
# + valid = "\n\n".join(scenes[cut - 1:])

# %% wrong: all scenes are learned from -> the_last_are_held_out
# say: What is held out is in the first text too: cut it off there.
# - train = "\n\n".join(scenes[:cut])
# + train = text

# %% wrong: one scene is lost -> the_last_are_held_out
# say: One scene between the two texts is lost.
# - valid = "\n\n".join(scenes[cut:])
# + valid = "\n\n".join(scenes[cut + 1:])

# %% wrong: one more than rounded down -> the_last_are_held_out
# say: There is always one more than rounded down: round up with math.ceil.
# - held_out = math.ceil(valid_fraction * len(scenes))
# + held_out = int(valid_fraction * len(scenes)) + 1


# %% wrong: every tenth scene -> the_last_are_held_out
# say: The scenes held out are scattered: hold out the last ones.
def split_scenes(text, valid_fraction=0.1):
    scenes = text.split("\n\n")
    every = round(1 / valid_fraction) if valid_fraction else len(scenes) + 1
    valid = scenes[::every]
    train = [scene for i, scene in enumerate(scenes) if i % every]
    return "\n\n".join(train), "\n\n".join(valid)


# %% wrong: scenes are shuffled first -> the_last_are_held_out
# say: The scenes are shuffled: they stay in their order.
# - scenes = text.split("\n\n")
# + scenes = text.split("\n\n")
# + np.random.default_rng(0).shuffle(scenes)

# %% wrong: rounded down -> rounded_up
# say: The number held out is rounded down: round it up with math.ceil.
# - held_out = math.ceil(valid_fraction * len(scenes))
# + held_out = int(valid_fraction * len(scenes))

# %% wrong: rounded to the nearest -> rounded_up
# say: The number held out is rounded to the nearest: round it up with math.ceil.
# - held_out = math.ceil(valid_fraction * len(scenes))
# + held_out = round(valid_fraction * len(scenes))

# %% wrong: what is learned from is rounded up -> rounded_up
# say: The number held out is rounded down: round it up with math.ceil.
# - cut = len(scenes) - held_out
# + cut = math.ceil((1 - valid_fraction) * len(scenes))

# %% wrong: the cut is rounded down at the training end, one missing -> rounded_up
# say: The number held out is rounded down: round it up with math.ceil.
# - held_out = math.ceil(valid_fraction * len(scenes))
# + held_out = math.floor(valid_fraction * len(scenes))

# %% wrong: joined by one newline -> together_they_are_the_whole
# say: The scenes are joined by one newline: it takes "\n\n".
# - train = "\n\n".join(scenes[:cut])
# + train = "\n".join(scenes[:cut])


# %% wrong: both joined by one newline -> together_they_are_the_whole
# say: The scenes are joined by one newline: it takes "\n\n".
# - train = "\n\n".join(scenes[:cut])
# - valid = "\n\n".join(scenes[cut:])
# + train = "\n".join(scenes[:cut])
# + valid = "\n".join(scenes[cut:])


# %% wrong: joined by three newlines -> together_they_are_the_whole
# say: The scenes are joined by three newlines: it takes "\n\n".
def split_scenes(text, valid_fraction=0.1):
    scenes = text.split("\n\n")
    cut = len(scenes) - math.ceil(valid_fraction * len(scenes))
    return "\n\n\n".join(scenes[:cut]), "\n\n\n".join(scenes[cut:])


# %% wrong: lists instead of texts -> together_they_are_the_whole
# say: Lists of scenes come back: join each with "\n\n".
def split_scenes(text, valid_fraction=0.1):
    scenes = text.split("\n\n")
    cut = len(scenes) - math.ceil(valid_fraction * len(scenes))
    return scenes[:cut], scenes[cut:]


# %% wrong: a blank line is left at the end -> together_they_are_the_whole
# say: There is a gap left at the end of the first text: together with "\n\n" the two
#     must give the whole.
# - return train, valid
# + return train + "\n\n", valid

# %% wrong: scenes are stripped -> together_they_are_the_whole
# say: Scenes are stripped: leave them as they are.
# - scenes = text.split("\n\n")
# + scenes = [scene.strip() for scene in text.split("\n\n")]


# %% wrong: cut after a share of the characters -> whole_scenes
# say: The text is cut at a share of its characters: cut between scenes.
def split_scenes(text, valid_fraction=0.1):
    cut = len(text) - math.ceil(valid_fraction * len(text))
    return text[:cut], text[cut:]


# %% wrong: lines are held out -> whole_scenes
# say: A share of the lines is held out: it has to be a share of the scenes.
def split_scenes(text, valid_fraction=0.1):
    lines = text.split("\n")
    cut = len(lines) - math.ceil(valid_fraction * len(lines))
    return "\n".join(lines[:cut]), "\n".join(lines[cut:])


# %% wrong: whole scenes until the characters are enough -> whole_scenes
# say: Scenes are held out until their characters are enough: it is the number of scenes
#     that counts.
def split_scenes(text, valid_fraction=0.1):
    train, valid = text.split("\n\n"), []
    while train and sum(map(len, valid)) < valid_fraction * len(text):
        valid.insert(0, train.pop())
    return "\n\n".join(train), "\n\n".join(valid)


# %% wrong: minus 0 is 0 -> nothing_is_held_out
# say: With nothing to hold out, [:-0] is empty: compute where the cut is, len(scenes) -
#     held_out.
# - train = "\n\n".join(scenes[:cut])
# + train = "\n\n".join(scenes[:-held_out])
# - valid = "\n\n".join(scenes[cut:])
# + valid = "\n\n".join(scenes[-held_out:])

# %% wrong: at least one scene is held out -> nothing_is_held_out
# say: At least one scene is always held out: with 0 it is none.
# - held_out = math.ceil(valid_fraction * len(scenes))
# + held_out = max(1, math.ceil(valid_fraction * len(scenes)))

# %% wrong: at least one scene is learned from -> everything_is_held_out
# say: At least one scene is always learned from: with 1 it is none.
# - cut = len(scenes) - held_out
# + cut = max(1, len(scenes) - held_out)

# %% wrong: another default -> a_tenth_by_default
# say: The default of valid_fraction is 0.2: it has to be 0.1.
# - def split_scenes(text, valid_fraction=0.1):
# + def split_scenes(text, valid_fraction=0.2):

# %% wrong: always a tenth -> the_last_are_held_out
# say: A tenth is held out whatever valid_fraction is.
# - held_out = math.ceil(valid_fraction * len(scenes))
# + held_out = math.ceil(0.1 * len(scenes))

# %% wrong: empty scenes are dropped -> edges_are_kept
# say: Empty scenes are dropped: keep them.
# - scenes = text.split("\n\n")
# + scenes = [scene for scene in text.split("\n\n") if scene]

# %% wrong: the text is stripped first -> edges_are_kept
# say: The text is stripped first: leave the newlines at its ends.
# - scenes = text.split("\n\n")
# + scenes = text.strip().split("\n\n")

# %% wrong: only what is held out is returned -> together_they_are_the_whole
# say: Only one text comes back: return both, train and valid.
# - return train, valid
# + return valid


# %% wrong: rounded up only from a tenth on -> rounded_up
# say: Small remainders are rounded down: round up with math.ceil.
# - held_out = math.ceil(valid_fraction * len(scenes))
# + held_out = int(valid_fraction * len(scenes) + 0.9)

# %% wrong: in lower case -> together_they_are_the_whole
# say: The texts are in lower case: leave them as they are.
# - return train, valid
# + return train.lower(), valid.lower()

# %% wrong: tabs become spaces -> edges_are_kept
# say: Tabs become spaces: leave the text as it is.
# - scenes = text.split("\n\n")
# + scenes = text.replace("\t", " ").split("\n\n")

# %% wrong: what is held out begins two characters too late -> everything_is_held_out
# unnamed: only where nothing is learned from are these two no newlines
# - valid = "\n\n".join(scenes[cut:])
# + valid = text[len(train) + 2 :]

# %% wrong: a single scene is not held out -> rounded_up
# say: A text of one scene is never held out: any share above 0 rounds up to 1.
# - scenes = text.split("\n\n")
# + scenes = text.split("\n\n")
# + if len(scenes) < 2:
# +     return text, ""


# %% wrong: what is held out is searched for -> together_they_are_the_whole
# say: The cut is searched for by its text, which stands earlier too: count the scenes.
def split_scenes(text, valid_fraction=0.1):
    scenes = text.split("\n\n")
    cut = len(scenes) - math.ceil(valid_fraction * len(scenes))
    valid = "\n\n".join(scenes[cut:])
    if cut == len(scenes):
        return text, ""
    return text[: text.index(valid)][:-2], valid


# %% wrong: the script is split at what is held out -> together_they_are_the_whole
# say: The cut is searched for by its text, which stands earlier too: count the scenes.
def split_scenes(text, valid_fraction=0.1):
    scenes = text.split("\n\n")
    cut = len(scenes) - math.ceil(valid_fraction * len(scenes))
    valid = "\n\n".join(scenes[cut:])
    if cut in (0, len(scenes)):
        return (text, "") if cut else ("", text)
    return text.split("\n\n" + valid)[0], valid


# %% wrong: an empty scene before the cut is stripped -> edges_are_kept
# say: Newlines before the cut are stripped: an empty scene there counts.
# - train = "\n\n".join(scenes[:cut])
# + train = "\n\n".join(scenes[:cut])
# + if cut < len(scenes):
# +     train = train.rstrip("\n")

# %% wrong: an empty scene after the cut is stripped -> edges_are_kept
# say: Empty scenes after the cut move to the first text: they are held out with the
#     rest.
# - train = "\n\n".join(scenes[:cut])
# + while cut and cut < len(scenes) and not scenes[cut]:
# +     cut += 1
# + train = "\n\n".join(scenes[:cut])

# %% wrong: stripped where nothing is held out -> edges_are_kept
# say: The text is stripped where nothing is held out: return it as it is.
# - scenes = text.split("\n\n")
# + if valid_fraction == 0:
# +     return text.strip(), ""
# + scenes = text.split("\n\n")

# %% wrong: stripped where everything is held out -> edges_are_kept
# say: The text is stripped where everything is held out: return it as it is.
# - scenes = text.split("\n\n")
# + if valid_fraction == 1:
# +     return "", text.strip()
# + scenes = text.split("\n\n")


# %% wrong: ignores text -> whole_scenes
# say: The scenes that were passed are not used.
# - scenes = text.split("\n\n")
# + scenes = ["ada: hi"] * (text.count("\n\n") + 1)

# %% wrong: ignores valid_fraction -> the_last_are_held_out
# say: Half of the scenes are held out whatever valid_fraction is.
# - held_out = math.ceil(valid_fraction * len(scenes))
# + held_out = math.ceil(0.5 * len(scenes))


# %% wrong: dull, everything is learned from -> whole_scenes
# say: Nothing is ever held out.
def split_scenes(text, valid_fraction=0.1):
    return text, ""


# %% wrong: dull, the text twice -> whole_scenes
# say: Both texts are the whole script: cut it in two.
def split_scenes(text, valid_fraction=0.1):
    return text, text


# %% wrong: dull, the visible example -> whole_scenes
# unnamed: nobody does that
def split_scenes(text, valid_fraction=0.1):
    return "ada: hi\nbo: hi\n\nada: tea?", "\nbo: tea.\n\nada: bye"


# %% wrong: the fraction is that to learn from -> the_last_are_held_out
# say: valid_fraction is taken for the share to learn from: it is the share held out.
# - cut = len(scenes) - held_out
# + cut = held_out

# %% wrong: what is held out is in reverse order -> together_they_are_the_whole
# say: The scenes held out come in reverse order: they stay in their order.
# - valid = "\n\n".join(scenes[cut:])
# + valid = "\n\n".join(scenes[::-1][:held_out])

# %% wrong: joined by nothing -> together_they_are_the_whole
# say: The scenes are joined by nothing: it takes "\n\n".
# - train = "\n\n".join(scenes[:cut])
# - valid = "\n\n".join(scenes[cut:])
# + train = "".join(scenes[:cut])
# + valid = "".join(scenes[cut:])


# %% wrong: ignores valid_fraction itself, half of it counts -> the_last_are_held_out
# unnamed: nobody does that
# - held_out = math.ceil(valid_fraction * len(scenes))
# + held_out = math.ceil(valid_fraction / 2 * len(scenes))
