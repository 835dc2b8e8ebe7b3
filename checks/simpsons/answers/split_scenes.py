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
# - train = "\n\n".join(scenes[:cut])
# + train = "\n\n".join(scenes[held_out:])
# - valid = "\n\n".join(scenes[cut:])
# + valid = "\n\n".join(scenes[:held_out])

# %% wrong: the two texts are swapped -> the_last_are_held_out
# - return train, valid
# + return valid, train

# %% wrong: one scene is in both -> the_last_are_held_out
# - valid = "\n\n".join(scenes[cut:])
# + valid = "\n\n".join(scenes[cut - 1:])

# %% wrong: all scenes are learned from -> the_last_are_held_out
# - train = "\n\n".join(scenes[:cut])
# + train = text

# %% wrong: one scene is lost -> the_last_are_held_out
# - valid = "\n\n".join(scenes[cut:])
# + valid = "\n\n".join(scenes[cut + 1:])

# %% wrong: one more than rounded down -> the_last_are_held_out
# - held_out = math.ceil(valid_fraction * len(scenes))
# + held_out = int(valid_fraction * len(scenes)) + 1


# %% wrong: every tenth scene -> the_last_are_held_out
def split_scenes(text, valid_fraction=0.1):
    scenes = text.split("\n\n")
    every = round(1 / valid_fraction) if valid_fraction else len(scenes) + 1
    valid = scenes[::every]
    train = [scene for i, scene in enumerate(scenes) if i % every]
    return "\n\n".join(train), "\n\n".join(valid)


# %% wrong: scenes are shuffled first -> the_last_are_held_out
# - scenes = text.split("\n\n")
# + scenes = text.split("\n\n")
# + np.random.default_rng(0).shuffle(scenes)

# %% wrong: rounded down -> rounded_up
# - held_out = math.ceil(valid_fraction * len(scenes))
# + held_out = int(valid_fraction * len(scenes))

# %% wrong: rounded to the nearest -> rounded_up
# - held_out = math.ceil(valid_fraction * len(scenes))
# + held_out = round(valid_fraction * len(scenes))

# %% wrong: what is learned from is rounded up -> rounded_up
# - cut = len(scenes) - held_out
# + cut = math.ceil((1 - valid_fraction) * len(scenes))

# %% wrong: the cut is rounded down at the training end, one missing -> rounded_up
# - held_out = math.ceil(valid_fraction * len(scenes))
# + held_out = math.floor(valid_fraction * len(scenes))

# %% wrong: joined by one newline -> together_they_are_the_whole
# - train = "\n\n".join(scenes[:cut])
# + train = "\n".join(scenes[:cut])


# %% wrong: joined by three newlines -> together_they_are_the_whole
def split_scenes(text, valid_fraction=0.1):
    scenes = text.split("\n\n")
    cut = len(scenes) - math.ceil(valid_fraction * len(scenes))
    return "\n\n\n".join(scenes[:cut]), "\n\n\n".join(scenes[cut:])


# %% wrong: lists instead of texts -> together_they_are_the_whole
def split_scenes(text, valid_fraction=0.1):
    scenes = text.split("\n\n")
    cut = len(scenes) - math.ceil(valid_fraction * len(scenes))
    return scenes[:cut], scenes[cut:]


# %% wrong: a blank line is left at the end -> together_they_are_the_whole
# - return train, valid
# + return train + "\n\n", valid

# %% wrong: scenes are stripped -> together_they_are_the_whole
# - scenes = text.split("\n\n")
# + scenes = [scene.strip() for scene in text.split("\n\n")]


# %% wrong: cut after a share of the characters -> whole_scenes
def split_scenes(text, valid_fraction=0.1):
    cut = len(text) - math.ceil(valid_fraction * len(text))
    return text[:cut], text[cut:]


# %% wrong: lines are held out -> whole_scenes
def split_scenes(text, valid_fraction=0.1):
    lines = text.split("\n")
    cut = len(lines) - math.ceil(valid_fraction * len(lines))
    return "\n".join(lines[:cut]), "\n".join(lines[cut:])


# %% wrong: whole scenes until the characters are enough -> whole_scenes
def split_scenes(text, valid_fraction=0.1):
    train, valid = text.split("\n\n"), []
    while train and sum(map(len, valid)) < valid_fraction * len(text):
        valid.insert(0, train.pop())
    return "\n\n".join(train), "\n\n".join(valid)


# %% wrong: minus 0 is 0 -> nothing_is_held_out
# - train = "\n\n".join(scenes[:cut])
# + train = "\n\n".join(scenes[:-held_out])
# - valid = "\n\n".join(scenes[cut:])
# + valid = "\n\n".join(scenes[-held_out:])

# %% wrong: at least one scene is held out -> nothing_is_held_out
# - held_out = math.ceil(valid_fraction * len(scenes))
# + held_out = max(1, math.ceil(valid_fraction * len(scenes)))

# %% wrong: at least one scene is learned from -> everything_is_held_out
# - cut = len(scenes) - held_out
# + cut = max(1, len(scenes) - held_out)

# %% wrong: another default -> a_tenth_by_default
# - def split_scenes(text, valid_fraction=0.1):
# + def split_scenes(text, valid_fraction=0.2):

# %% wrong: always a tenth -> the_last_are_held_out
# - held_out = math.ceil(valid_fraction * len(scenes))
# + held_out = math.ceil(0.1 * len(scenes))

# %% wrong: empty scenes are dropped -> edges_are_kept
# - scenes = text.split("\n\n")
# + scenes = [scene for scene in text.split("\n\n") if scene]

# %% wrong: the text is stripped first -> edges_are_kept
# - scenes = text.split("\n\n")
# + scenes = text.strip().split("\n\n")

# %% wrong: only what is held out is returned -> together_they_are_the_whole
# - return train, valid
# + return valid


# %% wrong: rounded up only from a tenth on -> rounded_up
# - held_out = math.ceil(valid_fraction * len(scenes))
# + held_out = int(valid_fraction * len(scenes) + 0.9)

# %% wrong: in lower case -> whole_scenes
# - return train, valid
# + return train.lower(), valid.lower()

# %% wrong: tabs become spaces -> edges_are_kept
# - scenes = text.split("\n\n")
# + scenes = text.replace("\t", " ").split("\n\n")

# %% wrong: a single scene is not held out -> rounded_up
# - scenes = text.split("\n\n")
# + scenes = text.split("\n\n")
# + if len(scenes) < 2:
# +     return text, ""


# %% wrong: what is held out is searched for -> together_they_are_the_whole
def split_scenes(text, valid_fraction=0.1):
    scenes = text.split("\n\n")
    cut = len(scenes) - math.ceil(valid_fraction * len(scenes))
    valid = "\n\n".join(scenes[cut:])
    if cut == len(scenes):
        return text, ""
    return text[: text.index(valid)][:-2], valid


# %% wrong: the script is split at what is held out -> together_they_are_the_whole
def split_scenes(text, valid_fraction=0.1):
    scenes = text.split("\n\n")
    cut = len(scenes) - math.ceil(valid_fraction * len(scenes))
    valid = "\n\n".join(scenes[cut:])
    if cut in (0, len(scenes)):
        return (text, "") if cut else ("", text)
    return text.split("\n\n" + valid)[0], valid


# %% wrong: an empty scene before the cut is stripped -> edges_are_kept
# - train = "\n\n".join(scenes[:cut])
# + train = "\n\n".join(scenes[:cut])
# + if cut < len(scenes):
# +     train = train.rstrip("\n")

# %% wrong: an empty scene after the cut is stripped -> edges_are_kept
# - train = "\n\n".join(scenes[:cut])
# + while cut and cut < len(scenes) and not scenes[cut]:
# +     cut += 1
# + train = "\n\n".join(scenes[:cut])

# %% wrong: stripped where nothing is held out -> edges_are_kept
# - scenes = text.split("\n\n")
# + if valid_fraction == 0:
# +     return text.strip(), ""
# + scenes = text.split("\n\n")

# %% wrong: stripped where everything is held out -> edges_are_kept
# - scenes = text.split("\n\n")
# + if valid_fraction == 1:
# +     return "", text.strip()
# + scenes = text.split("\n\n")


# %% wrong: ignores text -> whole_scenes
# - scenes = text.split("\n\n")
# + scenes = ["ada: hi"] * (text.count("\n\n") + 1)

# %% wrong: ignores valid_fraction -> the_last_are_held_out
# - held_out = math.ceil(valid_fraction * len(scenes))
# + held_out = math.ceil(0.5 * len(scenes))


# %% wrong: dull, everything is learned from -> whole_scenes
def split_scenes(text, valid_fraction=0.1):
    return text, ""


# %% wrong: dull, the text twice -> whole_scenes
def split_scenes(text, valid_fraction=0.1):
    return text, text


# %% wrong: dull, the visible example -> whole_scenes
def split_scenes(text, valid_fraction=0.1):
    return "ada: hi\nbo: hi\n\nada: tea?", "\nbo: tea.\n\nada: bye"
