# ruff: noqa (answers are written as students write them, one after the other)

# %% right: split, count and mean
def script_stats(text):
    scenes = text.split("\n\n")
    lines = [line for scene in scenes for line in scene.split("\n")]
    return {
        "unique_words": len(set(text.split())),
        "scenes": len(scenes),
        "sentences_per_scene": np.mean([scene.count("\n") for scene in scenes]),
        "lines": len(lines),
        "words_per_line": np.mean([len(line.split()) for line in lines]),
    }


# %% right: loops and plain division
def script_stats(text: str) -> dict:
    words = {}
    for word in text.split():
        words[word] = words.get(word, 0) + 1
    n_scenes = n_newlines = n_lines = n_words = 0
    for scene in text.split("\n\n"):
        n_scenes += 1
        n_newlines += scene.count("\n")
        for line in scene.split("\n"):
            n_lines += 1
            n_words += len(line.split())
    print(n_scenes, "scenes")
    stats = dict()
    stats["scenes"] = n_scenes
    stats["lines"] = n_lines
    stats["unique_words"] = len(words)
    stats["sentences_per_scene"] = n_newlines / n_scenes
    stats["words_per_line"] = n_words / n_lines
    return stats


# %% right: regular expressions and arrays
def script_stats(text):
    scenes = re.split(r"\n\n", text)
    per_scene = np.array([len(scene.split("\n")) for scene in scenes])
    words = [len(re.findall(r"\S+", l)) for s in scenes for l in re.split("\n", s)]
    return dict(
        unique_words=np.unique(re.findall(r"\S+", text)).size,
        scenes=per_scene.size,
        sentences_per_scene=(per_scene - 1).mean(),
        lines=per_scene.sum(),
        words_per_line=np.average(words),
    )


# %% right: from totals, and one key more
def script_stats(text):
    gaps = text.count("\n\n")
    newlines = text.count("\n") - 2 * gaps
    counts = Counter(text.split())
    lines = newlines + gaps + 1
    return {
        "unique_words": len(counts),
        "scenes": gaps + 1,
        "sentences_per_scene": newlines / (gaps + 1),
        "lines": lines,
        "words_per_line": sum(counts.values()) / lines,
        "characters": len(text),
    }


# %% right: numbers as NumPy has them, lines kept in a dictionary
def script_stats(text):
    by_scene = {i: s.split("\n") for i, s in enumerate(text.split("\n\n"))}
    all_lines = sum(by_scene.values(), [])
    sizes = np.array([len(line.split()) for line in all_lines], dtype=np.float64)
    return {
        "unique_words": np.int64(len(frozenset(text.split()))),
        "scenes": float(len(by_scene)),
        "sentences_per_scene": np.float64(
            sum(len(lines) - 1 for lines in by_scene.values()) / len(by_scene)
        ),
        "lines": len(all_lines),
        "words_per_line": sizes.mean(),
    }


# %% wrong: all words, not the different ones -> different_words
# say: unique_words counts all words: each different one counts once, as in a set.
# - "unique_words": len(set(text.split())),
# + "unique_words": len(text.split()),

# %% wrong: characters for words -> different_words
# say: unique_words counts different characters: split the text into words first.
# - "unique_words": len(set(text.split())),
# + "unique_words": len(set(text)),

# %% wrong: words that stand only once -> different_words
# say: unique_words counts only words that stand once: it is the number of different
#     ones.
# - "unique_words": len(set(text.split())),
# + "unique_words": sum(n == 1 for n in Counter(text.split()).values()),

# %% wrong: a space parts words, a newline does not -> different_words
# say: Words are parted at single spaces only: text.split() without an argument parts at
#     newlines too.
# - "unique_words": len(set(text.split())),
# + "unique_words": len(set(text.split(" "))),

# %% wrong: in lower case -> words_as_they_stand
# say: Words are put into lower case: Beer and beer are two words.
# - "unique_words": len(set(text.split())),
# + "unique_words": len(set(text.lower().split())),

# %% wrong: marks are cut off -> words_as_they_stand
# say: Marks are cut off the words: "tea." and "tea" are two words.
# - "unique_words": len(set(text.split())),
# + "unique_words": len({word.strip(".,:()") for word in text.split()}),

# %% wrong: runs of letters for words -> different_words
# say: Words are runs of letters: here they are what text.split() gives, with their
#     marks.
# - "unique_words": len(set(text.split())),
# + "unique_words": len(set(re.findall(r"\w+", text))),

# %% wrong: gaps, one less than scenes -> number_of_scenes
# say: scenes counts the gaps: there is one scene more.
# - "scenes": len(scenes),
# + "scenes": text.count("\n\n"),

# %% wrong: cut at two blank lines -> number_of_scenes
# say: Scenes are cut at three newlines: the gap is "\n\n".
# - scenes = text.split("\n\n")
# + scenes = text.split("\n\n\n")

# %% wrong: every line is a scene -> number_of_scenes
# say: scenes counts the lines: scenes are parted by "\n\n".
# - "scenes": len(scenes),
# + "scenes": len(text.split("\n")),

# %% wrong: lines of a scene, not newlines -> newlines_per_scene
# say: sentences_per_scene counts lines: it is the mean number of newlines in a scene.
# - "sentences_per_scene": np.mean([scene.count("\n") for scene in scenes]),
# + "sentences_per_scene": len(lines) / len(scenes),

# %% wrong: any number of newlines is one gap -> newlines_per_scene
# say: Any number of newlines is taken for one gap: text.split("\n\n") leaves those
#     beyond two.
# - scenes = text.split("\n\n")
# + scenes = re.split(r"\n{2,}", text)

# %% wrong: scenes are stripped -> newlines_per_scene
# say: Scenes are stripped: leave their newlines as text.split("\n\n") does.
# - scenes = text.split("\n\n")
# + scenes = [scene.strip() for scene in text.split("\n\n")]

# %% wrong: the newlines of the gaps as well -> newlines_per_scene
# say: sentences_per_scene counts the newlines of the gaps too: count inside the scenes.
# - "sentences_per_scene": np.mean([scene.count("\n") for scene in scenes]),
# + "sentences_per_scene": text.count("\n") / len(scenes),

# %% wrong: a sum instead of a mean -> newlines_per_scene
# say: sentences_per_scene is a sum: it is the mean over the scenes.
# - "sentences_per_scene": np.mean([scene.count("\n") for scene in scenes]),
# + "sentences_per_scene": sum(scene.count("\n") for scene in scenes),

# %% wrong: a mean that is rounded -> newlines_per_scene
# say: sentences_per_scene is rounded: return the mean itself.
# - "sentences_per_scene": np.mean([scene.count("\n") for scene in scenes]),
# + "sentences_per_scene": round(np.mean([s.count("\n") for s in scenes]), 1),

# %% wrong: empty lines do not count -> number_of_lines
# say: Empty lines are left out: every line of a scene counts.
# - lines = [line for scene in scenes for line in scene.split("\n")]
# + lines = [line for scene in scenes for line in scene.split("\n") if line]

# %% wrong: the lines of the text, with those of the gaps -> number_of_lines
# say: lines counts the blank lines of the gaps too: count the lines of the scenes.
# - "lines": len(lines),
# + "lines": len(text.split("\n")),

# %% wrong: the lines of the last scene only -> number_of_lines
# say: Only the lines of the last scene count: gather those of all scenes.
# - lines = [line for scene in scenes for line in scene.split("\n")]
# + for scene in scenes:
# +     lines = scene.split("\n")

# %% wrong: characters in a line -> words_in_lines
# say: words_per_line counts characters: split each line into words.
# - "words_per_line": np.mean([len(line.split()) for line in lines]),
# + "words_per_line": np.mean([len(line) for line in lines]),

# %% wrong: the mean of the scenes' means -> words_in_lines
# say: words_per_line is a mean of means: take the mean over all lines at once.
# - "words_per_line": np.mean([len(line.split()) for line in lines]),
# + "words_per_line": np.mean(
# +     [np.mean([len(l.split()) for l in s.split("\n")]) for s in scenes]
# + ),

# %% wrong: different words over lines -> words_in_lines
# say: words_per_line counts different words: every word of a line counts.
# - "words_per_line": np.mean([len(line.split()) for line in lines]),
# + "words_per_line": len(set(text.split())) / len(lines),

# %% wrong: whole division -> words_in_lines
# say: words_per_line is a whole number: use / and not //.
# - "words_per_line": np.mean([len(line.split()) for line in lines]),
# + "words_per_line": len(text.split()) // len(lines),

# %% wrong: scenes without text are dropped -> empty_scenes
# say: Empty scenes are dropped: they count, with one empty line.
# - scenes = text.split("\n\n")
# + scenes = [scene for scene in text.split("\n\n") if scene]

# %% wrong: the text is stripped first -> empty_scenes
# say: The text is stripped first: leave the newlines at its ends.
# - scenes = text.split("\n\n")
# + scenes = text.strip().split("\n\n")

# %% wrong: only the end is stripped -> newline_at_the_end
# say: The newlines at the end are stripped: leave them.
# - scenes = text.split("\n\n")
# + scenes = text.rstrip("\n").split("\n\n")

# %% wrong: splitlines -> newline_at_the_end
# say: splitlines() drops an empty last line: use split("\n").
# - lines = [line for scene in scenes for line in scene.split("\n")]
# + lines = [line for scene in scenes for line in scene.splitlines()]

# %% wrong: parted at single spaces -> any_white_space
# say: Words are parted at single spaces: line.split() without an argument takes any
#     white space for one gap.
# - "words_per_line": np.mean([len(line.split()) for line in lines]),
# + "words_per_line": np.mean([len(l.split(" ")) if l else 0 for l in lines]),

# %% wrong: spaces are counted -> any_white_space
# say: Words are parted at single spaces: line.split() without an argument takes any
#     white space for one gap.
# - "words_per_line": np.mean([len(line.split()) for line in lines]),
# + "words_per_line": np.mean([l.count(" ") + bool(l) for l in lines]),

# %% wrong: another name for a key -> number_of_scenes
# say: The key "scenes" is missing: it has another name.
# - "scenes": len(scenes),
# + "n_scenes": len(scenes),

# %% wrong: numbers as text -> number_of_lines
# say: A number comes back as text: return the number.
# - "lines": len(lines),
# + "lines": f"{len(lines):,}",


# %% wrong: only different scenes -> empty_scenes
# say: Equal scenes are counted once: count them all.
# - "scenes": len(scenes),
# + "scenes": len(set(scenes)),

# %% wrong: only different lines -> number_of_lines
# say: Equal lines are counted once: count them all.
# - "lines": len(lines),
# + "lines": len(set(lines)),

# %% wrong: words are collected from call to call -> different_words
# unnamed: it depends on the calls before
# - scenes = text.split("\n\n")
# + scenes = text.split("\n\n")
# + words = script_stats.__dict__.setdefault("words", set())
# + words.update(text.split())
# - "unique_words": len(set(text.split())),
# + "unique_words": len(words),

# %% wrong: empty scenes have no lines -> empty_scenes
# say: An empty scene counts as no line: "".split("\n") is one empty line.
# - lines = [line for scene in scenes for line in scene.split("\n")]
# + lines = [line for scene in scenes if scene for line in scene.split("\n")]

# %% wrong: the mean over the scenes that are not empty -> empty_scenes
# say: sentences_per_scene leaves out empty scenes: they count, with 0 newlines.
# - "sentences_per_scene": np.mean([scene.count("\n") for scene in scenes]),
# + "sentences_per_scene": np.mean([s.count("\n") for s in scenes if s]),

# %% wrong: splitlines, but for the number of lines -> newline_at_the_end
# say: splitlines() drops an empty last line: count with split("\n") everywhere.
# - "sentences_per_scene": np.mean([scene.count("\n") for scene in scenes]),
# + "sentences_per_scene": np.mean([max(len(s.splitlines()) - 1, 0) for s in scenes]),
# - "words_per_line": np.mean([len(line.split()) for line in lines]),
# + "words_per_line": np.mean(
# +     [len(l.split()) for s in scenes for l in s.splitlines() or [""]]
# + ),

# %% wrong: splitlines for the sentences, of which "" has -1 -> empty_scenes
# say: splitlines() gives no line for "", which is then counted as -1 newlines: use
#     count("\n").
# - "sentences_per_scene": np.mean([scene.count("\n") for scene in scenes]),
# + "sentences_per_scene": np.mean([len(s.splitlines()) - 1 for s in scenes]),

# %% wrong: words over the lines of scenes with text -> empty_scenes
# say: words_per_line leaves out the lines of empty scenes: it is the mean over all
#     lines.
# - "words_per_line": np.mean([len(line.split()) for line in lines]),
# + "words_per_line": len(text.split())
# + / (
# +     sum(s.count("\n") for s in scenes)
# +     + len([s for s in scenes if s.strip("\n")])
# +     or 1
# + ),


# %% wrong: no scene and no line without a word -> empty_scenes
# say: A text without words is counted as no scene and no line: it has one of each, as
#     split gives them.
def script_stats(text):
    scenes = text.split("\n\n") if text.split() else []
    lines = [line for scene in scenes for line in scene.split("\n")]
    return {
        "unique_words": len(set(text.split())),
        "scenes": len(scenes),
        "sentences_per_scene": sum(s.count("\n") for s in scenes) / (len(scenes) or 1),
        "lines": len(lines),
        "words_per_line": len(text.split()) / (len(lines) or 1),
    }


# %% wrong: nothing is counted of a text that is only newlines -> newline_at_the_end
# say: A text of newlines alone is taken for an empty one: split it like any other.
def script_stats(text):
    scenes = text.split("\n\n")
    if text and not text.strip():
        scenes = [""]
    lines = [line for scene in scenes for line in scene.split("\n")]
    return {
        "unique_words": len(set(text.split())),
        "scenes": len(scenes),
        "sentences_per_scene": np.mean([scene.count("\n") for scene in scenes]),
        "lines": len(lines),
        "words_per_line": np.mean([len(line.split()) for line in lines]),
    }


# %% wrong: the lines of the whole text -> number_of_lines
# say: lines counts the blank lines of the gaps too: count the lines of the scenes.
# - lines = [line for scene in scenes for line in scene.split("\n")]
# + lines = text.split("\n")


# %% wrong: empty lines have no mean -> words_in_lines
# say: Empty lines are left out of words_per_line: they count, with 0 words.
# - "words_per_line": np.mean([len(line.split()) for line in lines]),
# + "words_per_line": np.mean([len(line.split()) for line in lines if line]),


# %% wrong: ignores text -> different_words
# say: The text that was passed is not used.
def script_stats(text):
    text = "ada: what will it be?\nbo: tea.\n\nada: closing time!"
    scenes = text.split("\n\n")
    lines = [line for scene in scenes for line in scene.split("\n")]
    return {
        "unique_words": len(set(text.split())),
        "scenes": len(scenes),
        "sentences_per_scene": np.mean([scene.count("\n") for scene in scenes]),
        "lines": len(lines),
        "words_per_line": np.mean([len(line.split()) for line in lines]),
    }


# %% wrong: dull, zeros -> different_words
# unnamed: nobody does that
def script_stats(text):
    keys = ("unique_words", "scenes", "sentences_per_scene", "lines", "words_per_line")
    return dict.fromkeys(keys, 0)


# %% wrong: dull, random numbers -> different_words
# unnamed: random numbers each time
def script_stats(text):
    return {
        "unique_words": np.random.randint(5, 60),
        "scenes": np.random.randint(5, 10),
        "sentences_per_scene": np.random.randint(4),
        "lines": np.random.randint(10, 40),
        "words_per_line": np.random.randint(3, 8),
    }


# %% wrong: dull, the visible example -> different_words
# unnamed: nobody does that
def script_stats(text):
    return {
        "unique_words": 14,
        "scenes": 4,
        "sentences_per_scene": 1.0,
        "lines": 8,
        "words_per_line": 2.5,
    }
