# ruff: noqa (written from release/ alone, as different students would)


# %% right: student 1
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


# %% right: student 2
def script_stats(text):
    words = set(text.split())
    scenes = text.split("\n\n")
    newlines = [scene.count("\n") for scene in scenes]
    lines = [line for scene in scenes for line in scene.split("\n")]
    words_in_lines = [len(line.split()) for line in lines]
    return {
        "unique_words": len(words),
        "scenes": len(scenes),
        "sentences_per_scene": np.mean(newlines),
        "lines": len(lines),
        "words_per_line": np.mean(words_in_lines),
    }


# %% right: student 3
def script_stats(text):
    scenes = text.split("\n\n")
    sentence_counts = []
    lines = []
    for scene in scenes:
        sentence_counts.append(scene.count("\n"))
        for line in scene.split("\n"):
            lines.append(line)
    word_counts = []
    for line in lines:
        word_counts.append(len(line.split()))
    stats = {}
    stats["unique_words"] = len(set(text.split()))
    stats["scenes"] = len(scenes)
    stats["sentences_per_scene"] = np.mean(sentence_counts)
    stats["lines"] = len(lines)
    stats["words_per_line"] = np.mean(word_counts)
    return stats


# %% right: student 4
def script_stats(text):
    scenes = text.split("\n\n")
    n_newlines = 0
    n_lines = 0
    n_words = 0
    for scene in scenes:
        n_newlines += scene.count("\n")
        for line in scene.split("\n"):
            n_lines += 1
            n_words += len(line.split())
    return {
        "unique_words": len(set(text.split())),
        "scenes": len(scenes),
        "sentences_per_scene": n_newlines / len(scenes),
        "lines": n_lines,
        "words_per_line": n_words / n_lines,
    }


# %% right: student 5
def script_stats(text):
    unique_words = len({word for word in text.split()})
    scenes = text.split("\n\n")
    sentence_count_scene = [scene.count("\n") for scene in scenes]
    sentences = [sentence for scene in scenes for sentence in scene.split("\n")]
    word_count_sentence = [len(sentence.split()) for sentence in sentences]
    return dict(
        unique_words=unique_words,
        scenes=len(scenes),
        sentences_per_scene=np.average(sentence_count_scene),
        lines=len(sentences),
        words_per_line=np.average(word_count_sentence),
    )


# %% right: student 6
def script_stats(text):
    counter = Counter(text.split())
    scenes = text.split("\n\n")
    all_lines = sum([s.split("\n") for s in scenes], [])
    return {
        "unique_words": len(counter),
        "scenes": len(scenes),
        "sentences_per_scene": sum(s.count("\n") for s in scenes) / len(scenes),
        "lines": len(all_lines),
        "words_per_line": sum(len(l.split()) for l in all_lines) / len(all_lines),
    }


# %% right: student 7
def mean(numbers):
    return sum(numbers) / len(numbers)


def script_stats(text):
    scenes = text.split("\n\n")
    lines = []
    for scene in scenes:
        lines += scene.split("\n")
    return {
        "unique_words": len(set(text.split())),
        "scenes": len(scenes),
        "sentences_per_scene": mean([scene.count("\n") for scene in scenes]),
        "lines": len(lines),
        "words_per_line": mean([len(line.split()) for line in lines]),
    }


# %% right: student 8
def script_stats(text):
    # words
    unique = []
    for word in text.split():
        if word not in unique:
            unique.append(word)

    # scenes
    scenes = text.split("\n\n")

    # sentences and lines
    sentences = 0
    lines = 0
    words = 0
    for scene in scenes:
        pieces = scene.split("\n")
        lines = lines + len(pieces)
        sentences = sentences + len(pieces) - 1
        for piece in pieces:
            words = words + len(piece.split())

    return {
        "unique_words": len(unique),
        "scenes": len(scenes),
        "sentences_per_scene": sentences / len(scenes),
        "lines": lines,
        "words_per_line": words / lines,
    }


# %% right: student 9
def script_stats(text):
    scenes = text.split("\n\n")
    lines_per_scene = [scene.split("\n") for scene in scenes]
    newlines = np.array([len(ls) - 1 for ls in lines_per_scene])
    words = np.array([len(line.split()) for ls in lines_per_scene for line in ls])
    result = {
        "unique_words": len(set(text.split())),
        "scenes": len(scenes),
        "sentences_per_scene": newlines.mean(),
        "lines": len(words),
        "words_per_line": words.mean(),
    }
    return result


# %% right: student 10
import statistics


def script_stats(text):
    scenes = text.split("\n\n")
    lines = [line for scene in scenes for line in scene.split("\n")]
    return {
        "unique_words": len(set(text.split())),
        "scenes": len(scenes),
        "sentences_per_scene": statistics.mean(s.count("\n") for s in scenes),
        "lines": len(lines),
        "words_per_line": statistics.mean(len(li.split()) for li in lines),
    }
