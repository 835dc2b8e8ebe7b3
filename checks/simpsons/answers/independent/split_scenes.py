# ruff: noqa (written from release/ alone, as different students would)


# %% right: student 1
def split_scenes(text, valid_fraction=0.1):
    scenes = text.split("\n\n")
    k = math.ceil(valid_fraction * len(scenes))
    cut = len(scenes) - k
    return "\n\n".join(scenes[:cut]), "\n\n".join(scenes[cut:])


# %% right: student 2
def split_scenes(text, valid_fraction=0.1):
    scenes = text.split("\n\n")
    n = len(scenes)
    n_valid = math.ceil(n * valid_fraction)
    train = scenes[: n - n_valid]
    valid = scenes[n - n_valid :]
    return "\n\n".join(train), "\n\n".join(valid)


# %% right: student 3
def split_scenes(text, valid_fraction=0.1):
    scenes = text.split("\n\n")
    held_out = int(np.ceil(valid_fraction * len(scenes)))
    cut = len(scenes) - held_out
    train = "\n\n".join(scenes[:cut])
    valid = "\n\n".join(scenes[cut:])
    return train, valid


# %% right: student 4
def split_scenes(text, valid_fraction=0.1):
    scenes = text.split("\n\n")
    k = math.ceil(len(scenes) * valid_fraction)
    if k == 0:
        return text, ""
    train = "\n\n".join(scenes[:-k])
    valid = "\n\n".join(scenes[-k:])
    return train, valid


# %% right: student 5
def split_scenes(text, valid_fraction=0.1):
    scenes = text.split("\n\n")
    number = math.ceil(valid_fraction * len(scenes))
    train = []
    valid = []
    for i, scene in enumerate(scenes):
        if i < len(scenes) - number:
            train.append(scene)
        else:
            valid.append(scene)
    return "\n\n".join(train), "\n\n".join(valid)


# %% right: student 6
def join(scenes):
    return "\n\n".join(scenes)


def split_scenes(text, valid_fraction=0.1):
    scenes = text.split("\n\n")
    cut = len(scenes) - math.ceil(len(scenes) * valid_fraction)
    return join(scenes[:cut]), join(scenes[cut:])


# %% right: student 7
def split_scenes(text, valid_fraction=0.1):
    SEP = "\n\n"
    scenes = text.split(SEP)
    n_held = math.ceil(valid_fraction * len(scenes))
    n_train = len(scenes) - n_held
    return SEP.join(scenes[:n_train]), SEP.join(scenes[n_train:])


# %% right: student 8
def split_scenes(text, valid_fraction=0.1):
    scenes = text.split("\n\n")
    num = valid_fraction * len(scenes)
    # round up
    if num > int(num):
        num = int(num) + 1
    else:
        num = int(num)
    position = len(scenes) - num
    train = "\n\n".join(scenes[0:position])
    valid = "\n\n".join(scenes[position:len(scenes)])
    return (train, valid)


# %% right: student 9
def split_scenes(text, valid_fraction=0.1):
    train = text.split("\n\n")
    valid = []
    k = math.ceil(valid_fraction * len(train))
    for _ in range(k):
        valid.insert(0, train.pop())
    return "\n\n".join(train), "\n\n".join(valid)


# %% right: student 10
def split_scenes(text, valid_fraction=0.1):
    scenes = text.split("\n\n")
    cut = len(scenes) - math.ceil(valid_fraction * len(scenes))
    parts = scenes[:cut], scenes[cut:]
    return tuple("\n\n".join(part) for part in parts)


# %% right: student 11
def split_scenes(text, valid_fraction=0.1):
    scenes = text.split("\n\n")
    # number of scenes to hold out
    n_valid = math.ceil(valid_fraction * len(scenes))
    cut = len(scenes) - n_valid
    train_scenes = scenes[:cut]
    valid_scenes = scenes[cut:]
    return "\n\n".join(train_scenes), "\n\n".join(valid_scenes)
