"""Named mistakes written a second way: a right answer of the zoo with a line changed.

None of these answers is in a table of known mistakes. Each says the exercise, the title
of the wrong answer with the same mistake, the right answer that it is made of, and what
is replaced there.
"""

from typing import NamedTuple


class Form(NamedTuple):
    """An answer with a mistake, and the title of the mistake in the zoo."""

    exercise: str
    title: str
    of: str  # the title of a right answer
    changes: tuple[tuple[str, str], ...]


def forms(exercise: str, of: str, *mistakes: tuple[str, str, str]) -> list[Form]:
    return [Form(exercise, title, of, ((old, new),)) for title, old, new in mistakes]


FORMS = [
    *forms(
        "dinosaurs.clip",
        "boolean masks on copies",
        ("only the upper side", "        g[g < -maxValue] = -maxValue\n", ""),
        ("only the lower side", "        g[g > maxValue] = maxValue\n", ""),
        ("from 0 to the bound", "g[g < -maxValue] = -maxValue", "g[g < 0] = 0"),
        ("a shallow copy", "gradients[k].copy()", "gradients[k]"),
        ("the bound everywhere", "g[g > maxValue] = maxValue", "g[:] = maxValue"),
        ("a list of lists", "clipped[k] = g", "clipped[k] = [[*row] for row in g]"),
    ),
    *forms(
        "dinosaurs.clip",
        "entry by entry through a helper",
        (
            "in place on the arrays of the caller",
            "copy.deepcopy(gradients)",
            "gradients",
        ),
        (
            "entries beyond the bound are dropped",
            "max(-bound, min(bound, value))",
            "value if -bound <= value <= bound else 0",
        ),
        ("clipped twice as far", "maxValue)\n    return", "maxValue * 2)\n    return"),
    ),
    *forms(
        "dinosaurs.sample",
        "x is cleared in place, with a break",
        ("the seed does not grow", ", seed = counter + 1, seed + 1", " = counter + 1"),
        ("no seed at all", "        np.random.seed(counter + seed)\n", ""),
        ("the same seed in every step", "seed(counter + seed)", "seed(seed - counter)"),
        ("the ones of x pile up", "        x.fill(0)\n", ""),
        ("b is forgotten", " + b +", " +"),
        ("no newline at the cap", "        indices.append(end)\n", "        pass\n"),
        ("the newline has the index 0", 'char_to_ix["\\n"]', "0"),
        (
            "the most likely character instead of a draw",
            "np.random.choice(np.arange(size), p=y.flatten())",
            "y.ravel().argsort()[-1]",
        ),
        ("49 characters before the cap", "counter < 50", "counter < 49"),
    ),
    *forms(
        "dinosaurs.optimize",
        "other names, keywords, the last state by -1",
        ("clipped at 10", "maxValue=5", "maxValue=10"),
        ("the first state instead of the last", "states[-1]", "states[0]"),
        ("every state instead of the last", "states[-1]", "states"),
        (
            "a copy is updated",
            "(parameters, limited",
            "(copy.deepcopy(parameters), limited",
        ),
        ("updates clipped, returns unclipped", "current, limited", "current, slopes"),
        ("ignores learning_rate", "learning_rate=learning_rate", "learning_rate=0.01"),
        ("the state that came in", "states[-1]", "a_prev"),
    ),
    *forms(
        "dinosaurs.model",
        "a while loop, a copy is returned",
        ("None in front, and the last letter left out", ' + [char_to_ix["\\n"]]', ""),
        (
            "the returned state is not kept",
            "_, _, a_prev = optimize",
            "_, _, _ = optimize",
        ),
        (
            "the first letter again instead of the newline",
            'char_to_ix["\\n"]',
            "char_to_ix[name[0]]",
        ),
        (
            "a copy is trained",
            "np.array(a_prev), parameters)",
            "a_prev, {k: w + 0 for k, w in parameters.items()})",
        ),
        ("only the parameters are returned", ", last_name.capitalize()", ""),
    ),
    *forms(
        "nietzsche.extract_windows",
        "while, lists grown one by one",
        (
            "the last character of the window as the target",
            "ids[start + maxlen]",
            "ids[start + maxlen - 1]",
        ),
        (
            "the last window is missing",
            "start + maxlen < len(ids)",
            "start + maxlen + 1 < len(ids)",
        ),
        ("the step is forgotten", "start += step", "start += 1"),
        ("windows that do not overlap", "start += step", "start += maxlen"),
    ),
    *forms(
        "nietzsche.one_hot_batch",
        "fancy indexing with a grid",
        ("float64", "np.float32", "np.float64"),
        ("the targets stay zero", "    Y[np.arange(rows), y] = 1.0\n", ""),
        ("one place off", "np.arange(length), x]", "np.arange(length), x - 1]"),
        ("only the windows come back", "return X, Y", "return X"),
        ("ignores y", "np.arange(rows), y]", "np.arange(rows), x[:, -1]]"),
    ),
    *forms(
        "nietzsche.sample",
        "powers of the share of the greatest, inverted by hand",
        ("ignores temperature", "** (1 / temperature)", "* 1.0"),
        ("multiplied by the temperature", "(1 / temperature)", "temperature"),
        (
            "the square of the temperature",
            "1 / temperature)",
            "1 / temperature / temperature)",
        ),
        ("dull, always the likeliest", "if not temperature", "if True"),
        (
            "temperature 0 counts as no temperature",
            "if not temperature:\n        return int(p.argmax())",
            "temperature = temperature or 1",
        ),
    ),
    *forms(
        "nietzsche.generate",
        "the text grows, its end is the window, rows of the identity",
        ("the prompt comes back as well", "return text[maxlen:]", "return text"),
        ("one character too few", "< maxlen + num_chars", "< maxlen + num_chars - 1"),
        ("the window grows instead of sliding", "text[-maxlen:])]", "text)]"),
        ("no axis for the batch", "[np.newaxis]", ""),
        ("the temperature is not handed on", ", temperature)))", ")))"),
        ("the window never moves", "text[-maxlen:])]", "text[:maxlen])]"),
    ),
    *forms(
        "simpsons.script_stats",
        "loops and plain division",
        ("all words, not the different ones", "len(words)", "sum(words.values())"),
        ("in lower case", "in text.split():", "in text.lower().split():"),
        ("a sum instead of a mean", "n_newlines / n_scenes", "n_newlines"),
        ("whole division", "n_words / n_lines", "n_words // n_lines"),
        (
            "lines of a scene, not newlines",
            "n_newlines / n_scenes",
            "n_lines / n_scenes",
        ),
    ),
    *forms(
        "simpsons.split_scenes",
        "np.split and a regular expression",
        ("rounded down", "np.ceil", "np.floor"),
        ("rounded to the nearest", "np.ceil", "np.round"),
        (
            "the two texts are swapped",
            "scenes[0:first], scenes[first:size]",
            "scenes[first:size], scenes[0:first]",
        ),
        ("another default", "valid_fraction=0.1", "valid_fraction=1 / 5"),
        ("one scene is lost", "scenes[first:size]", "scenes[first + 1 : size]"),
    ),
    *forms(
        "simpsons.bits_per_char",
        "a loop and math",
        (
            "divided by the size of the vocabulary",
            "total / len(targets)",
            "total / log_probs.shape[1]",
        ),
    ),
    *forms(
        "simpsons.generate_line",
        "one uniform number and a ladder of sums",
        ("a line ends one character early", "< max_chars", "< max_chars - 1"),
    ),
    *forms(
        "simpsons.bits_per_char",
        "a loop and math",
        ("in nats", " / math.log(2)", ""),
        ("the sign is forgotten", "-row[target]", "row[target]"),
        ("a sum", "total / len(targets)", "total"),
        ("multiplied by ln 2", " / math.log(2)", " * math.log(2)"),
        ("ignores targets", "row[target]", "max(row)"),
    ),
    *forms(
        "simpsons.generate_line",
        "one uniform number and a ladder of sums",
        ("the colon and the space are not read", 'f"{speaker}: ":\n', "speaker:\n"),
        ("no space after the colon", 'f"{speaker}: "', 'f"{speaker}:"'),
        (
            "what was drawn is not read",
            "        log_probs, state = step(ix, state)\n",
            "",
        ),
        ("the first state is 0", "state, said = None, []", "state, said = 0, []"),
        ("one character too many", "len(said) < max_chars", "len(said) <= max_chars"),
        ("temperature 0 takes the unlikeliest", "z.argmax()", "z.argmin()"),
        ("multiplied by the temperature", "z / temperature", "z * temperature"),
    ),
    *forms(
        "shakespeare.gru_step",
        "split in three",
        (
            "the update gate the wrong way round",
            "new + update * (h - new)",
            "h + update * (new - h)",
        ),
        ("no tanh", "np.tanh(xh + reset * hh)", "xh + reset * hh"),
        ("no reset gate", "xh + reset * hh", "xh + hh"),
        ("the bias of the state is forgotten", " + bias[1], 3", ", 3"),
    ),
    *forms(
        "nietzsche.lstm_step",
        "split in four",
        ("no tanh of the memory", "np.tanh(c_next), c_next", "c_next, c_next"),
        ("no bias", " + bias\n", "\n"),
        ("the gates in the order f, i, c, o", "zi, zf, zc, zo", "zf, zi, zc, zo"),
    ),
    *forms(
        "nietzsche.top_p",
        "ranks",
        ("not renormalised", "kept / kept.sum()", "kept"),
        ("one too many where p is reached exactly", "< p, probs", "<= p, probs"),
        ("ignores p", "sums[rank] < p", "sums[rank] < 0.9"),
    ),
    *forms(
        "playwright.stateful_batches",
        "an array of places",
        ("the targets are the inputs", "ids[places + 1]", "ids[places]"),
        ("only the first batch", "range(n // seq_length)", "range(1)"),
        (
            "the streams are in another order",
            "np.arange(batch_size)[:, None]",
            "np.arange(batch_size)[::-1, None]",
        ),
    ),
    *forms(
        "playwright.sample_next",
        "np.random.choice, row by row",
        ("the temperature is forgotten", " / temperature\n", "\n"),
        ("always the best", "if not temperature", "if True"),
        (
            "at temperature 0 the best of the whole batch",
            "rows.argmax(axis=1)",
            "np.full(len(rows), rows.max(axis=0).argmax())",
        ),
    ),
    *forms(
        "playwright.loss",
        "logsumexp, step by step",
        (
            "bits instead of nats",
            "total - tf.reduce_sum(hot * logits, axis=-1)",
            "1.442695 * (total - tf.reduce_sum(hot * logits, axis=-1))",
        ),
    ),
]
