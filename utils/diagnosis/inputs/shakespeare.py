"""Diagnostic inputs of lesson 2: short lines, small numbers, networks of ours.

Models and datasets take long to make, so what is made is shared by the probes.
"""
# ruff: noqa: D103  (a probe is described by its name)

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import islice, pairwise
from typing import Any

import numpy as np

from utils.diagnosis import networks, steps
from utils.diagnosis.behaviour import Inputs
from utils.failures import LimitReached
from utils.tensors import is_tensor, tensor

line_to_tensor, log_perplexity, create_batch_dataset = Inputs(), Inputs(), Inputs()
GRULM, compile_model = Inputs(), Inputs()
gru_step, generative_model = Inputs(), Inputs()
EXERCISES = {
    "line_to_tensor": line_to_tensor,
    "create_batch_dataset": create_batch_dataset,
    "GRULM": GRULM,
    "compile_model": compile_model,
    "log_perplexity": log_perplexity,
    "gru_step": gru_step,
    "GenerativeModel": generative_model,
}

# ------------------------------------------------------------------------ gru_step


def stepped(answer: Any, batch: int, units: int, *scales: float) -> object:
    """Return the new state, and what became of the arguments."""
    size = units - 1
    weights = ((size, 3 * units), (units, 3 * units), (2, 3 * units))
    shapes = ((batch, size), (batch, units), *weights)
    return steps.taken(answer.gru_step, shapes, scales)


@gru_step.probe
def without_biases(answer: Any) -> object:
    return stepped(answer, 3, 5, 1, 1, 1, 1, 0)


@gru_step.probe
def with_biases(answer: Any) -> object:
    return stepped(answer, 2, 4, 1, 1, 1, 1, 1)


@gru_step.probe
def a_single_row(answer: Any) -> object:
    return stepped(answer, 1, 3, 1, 1, 1, 1, 0.5)


@gru_step.probe
def only_what_comes_in(answer: Any) -> object:
    return stepped(answer, 2, 3, 1, 0, 1, 1, 0)


@gru_step.probe
def only_the_state(answer: Any) -> object:
    return stepped(answer, 2, 3, 0, 1, 1, 1, 0)


@gru_step.probe
def only_the_biases(answer: Any) -> object:
    return stepped(answer, 2, 3, 0, 0, 1, 1, 1)


OPEN, SHUT = 40.0, -40.0  # sums that make a gate 1 or 0, whatever else goes in


def gated(answer: Any, units: int, **sums: float | np.ndarray) -> object:
    """Return one step in which some gates or the candidate are settled by the bias.

    So what is wrong in one of them does not show, and hides no mistake in another one.
    """
    bias = np.zeros((2, 3 * units))
    for place, part in enumerate(("update", "reset", "candidate")):
        bias[0, place * units : (place + 1) * units] = sums.get(part, 0.0)
    weights = [1.5 * np.cos(np.arange(n) ** 2 * 1.1 + n) for n in (3, units)]
    recurrent_kernel = np.outer(weights[1], np.sin(np.arange(3 * units) ** 2 + 0.7))
    for place, part in enumerate(("update", "reset", "candidate")):
        if part in sums:
            recurrent_kernel[:, place * units : (place + 1) * units] = 0.0
    x = np.zeros((2, 3))
    h = np.cos(np.arange(2 * units) ** 2 + 1.0).reshape(2, units)
    kernel = np.zeros((3, 3 * units))
    return answer.gru_step(x, h, kernel, recurrent_kernel, bias)


@gru_step.probe
def update_gate_alone(answer: Any) -> object:
    return gated(answer, 4, candidate=OPEN, reset=OPEN)


@gru_step.probe
def update_gate_alone_again(answer: Any) -> object:
    return gated(answer, 5, candidate=SHUT, reset=OPEN)


@gru_step.probe
def candidate_alone(answer: Any) -> object:
    return gated(answer, 4, update=SHUT, reset=OPEN)


@gru_step.probe
def candidate_alone_again(answer: Any) -> object:
    return gated(answer, 5, update=SHUT, reset=OPEN)


@gru_step.probe
def reset_gate_alone(answer: Any) -> object:
    return gated(answer, 4, update=SHUT)


@gru_step.probe
def reset_gate_alone_again(answer: Any) -> object:
    return gated(answer, 5, update=SHUT)


# ----------------------------------------------------------------- GenerativeModel

SYMBOLS = ["[UNK]", "", *"dhbfaceg"]
MOST_READ = 200


class Network:
    """A model that is sure of what comes, and keeps what it was given.

    What comes depends on all that was read.
    """

    def __init__(self) -> None:
        self.given: list[list[Any]] = []
        self._read = 0

    def __call__(
        self,
        inputs: Any,
        states: Any = None,
        return_state: bool = False,
        training: bool = False,
    ) -> Any:
        ids = np.asarray(inputs)
        past = 0.0 if states is None else float(np.ravel(states)[0])
        self.given.append([ids.tolist(), past, bool(return_state)])
        self._read += ids.size
        if self._read > MOST_READ:
            raise LimitReached("more characters than any known mistake reads")
        scores = np.full((*np.shape(ids), len(SYMBOLS)), -1e4, np.float32)
        for row, numbers in enumerate(np.atleast_2d(ids)):
            for place, number in enumerate(numbers):
                past = (3 * past + int(number)) % 97
                best = 2 + int(past) % (len(SYMBOLS) - 2)
                scores.reshape(-1, *scores.shape[-2:])[row, place, best] = 0.0
        state = tensor(np.full((1, 2), past, np.float32))
        return (tensor(scores), state) if return_state else tensor(scores)


class Drawing:
    """Takes the place of the lesson's drawing: the likeliest, and what it was given."""

    def __init__(self) -> None:
        self.given: list[object] = []

    def __call__(self, log_probs: Any, temperature: float = 1.0) -> Any:
        scores = np.asarray(log_probs)
        lowest = float(scores.min()) if scores.size else 0.0
        # The last place is one place, with and without the axis of the batch.
        places = int(np.prod(scores.shape[:-1]))
        self.given.append([places, lowest, float(temperature)])
        return tensor(scores.argmax(axis=-1).astype(np.int64))


def numbers_of(line: str, vocab: list[str]) -> Any:
    """Take the place of `line_to_tensor`."""
    places = {symbol: place for place, symbol in enumerate(vocab)}
    return tensor(np.array([places.get(char, 0) for char in line], np.int64))


def used(
    answer: Any,
    use: Callable[[Any], object],
    line_to_tensor: Callable[[str, list[str]], object] = numbers_of,
) -> list[Any]:
    """Return what came of using an object of the class, and what that has done."""
    network, drawing = Network(), Drawing()
    with (
        answer.replaced("line_to_tensor", line_to_tensor),
        answer.replaced("temperature_random_sampling", drawing),
        answer.replaced("network_of_the_probe", network),
    ):
        writer = answer.GenerativeModel(answer.network_of_the_probe, [*SYMBOLS], 0.4)
        found = use(writer)
    # Whether a piece is read at once or by characters is no difference.
    read = [[past, wants] for _, past, wants in network.given[:1]]
    return [found, read, network.given[-1:], drawing.given[-1:]]


def plain(step: Any) -> object:
    """Return the results of a step as data."""
    return [*step] if isinstance(step, tuple | list) else step


@generative_model.probe
def a_first_step(answer: Any) -> object:
    return used(answer, lambda writer: plain(writer.generate_one_step("hab")))


@generative_model.probe
def a_later_step(answer: Any) -> object:
    state = tensor(np.full((1, 2), 41, np.float32))
    return used(answer, lambda writer: plain(writer.generate_one_step("fe", state)))


@generative_model.probe
def two_texts(answer: Any) -> object:
    def write(writer: Any) -> object:
        return [writer.generate_n_chars(1, "ha"), writer.generate_n_chars(3, "cab")]

    return used(answer, write)


def vocabularies(answer: Any, piece: str) -> object:
    """Return which vocabularies a step takes, on the way in and on the way out."""
    taken = []

    def places(line: str, vocab: list[str]) -> Any:
        taken.append([*vocab] == SYMBOLS)
        return numbers_of(line, SYMBOLS)

    def write(writer: Any) -> object:
        return plain(writer.generate_one_step(piece))

    step = used(answer, write, places)[0]
    char = step[0] if isinstance(step, list) and step else step
    return {
        "numbers are places in the vocabulary of the writer": all(taken),
        "a single character comes back": isinstance(char, str) and len(char) == 1,
        "it is one of the vocabulary of the writer": char in SYMBOLS,
    }


@generative_model.probe
def vocabularies_of_a_step(answer: Any) -> object:
    return vocabularies(answer, "bad")


@generative_model.probe
def vocabularies_of_another_step(answer: Any) -> object:
    return vocabularies(answer, "head")


@generative_model.probe
def text_alone(answer: Any) -> object:
    """Show what is made of the characters, whatever a step makes of its model."""
    return used(answer, lambda writer: writer.generate_n_chars(2, "cha"))[0]


@generative_model.probe
def another_text_alone(answer: Any) -> object:
    return used(answer, lambda writer: writer.generate_n_chars(3, "bed"))[0]


@generative_model.probe
def undecided(answer: Any) -> object:
    """Tell drawing from the likeliest: 400 alike draw the same once in 10^10."""
    vocab = ["[UNK]", "", *map(chr, range(0x100, 0x100 + 400))]
    state = tensor(np.zeros((1, 2), np.float32))

    def network(inputs: Any, *states: object, **more: object) -> Any:
        shape = (*np.shape(inputs), len(vocab))
        return tensor(np.full(shape, -np.log(400), np.float32)), state

    with (
        answer.replaced("line_to_tensor", numbers_of),
        answer.replaced("network_of_the_probe", network),
    ):
        writer = answer.GenerativeModel(answer.network_of_the_probe, vocab, 0.9)
        drawn = [plain(writer.generate_one_step(vocab[5])) for _ in range(5)]
    chars = {step[0] for step in drawn if isinstance(step, list) and step}
    return len(chars) > 1


# ------------------------------------------------------------------ line_to_tensor

VOCAB = ["[UNK]", "", *"zy \nABcbaxEé!"]  # in an order of its own


def looked_up(answer: Any, line: str) -> list[object]:
    """Return the ids, whether they are a tensor, and what became of the vocabulary."""
    vocab = [*VOCAB]
    ids = answer.line_to_tensor(line, vocab)
    return [is_tensor(ids), ids, vocab == VOCAB]


@line_to_tensor.probe
def known_characters(answer: Any) -> object:
    return [looked_up(answer, "cab yz!Ab"), looked_up(answer, "x")]


@line_to_tensor.probe
def unknown_characters(answer: Any) -> object:
    return looked_up(answer, "qaXeCzy")


@line_to_tensor.probe
def white_space(answer: Any) -> object:
    return [looked_up(answer, line) for line in (" a  b ", "\na\n\n")]


@line_to_tensor.probe
def accents(answer: Any) -> object:
    return looked_up(answer, "aéb e\u0301a \U0001f600a")


@line_to_tensor.probe
def nothing(answer: Any) -> object:
    return looked_up(answer, "")


@line_to_tensor.probe
def a_long_line(answer: Any) -> object:
    return looked_up(answer, "zab" * 60)


# ------------------------------------------------------------------ log_perplexity


def log_probs(*shape: int, scale: float = 2.0) -> np.ndarray:
    """Return log-probabilities in float32, normalised over the last axis."""
    places = np.arange(int(np.prod(shape)))
    scores = (scale * np.sin(places * places * 1.3 + 2 * places)).reshape(shape)
    normal = scores - np.logaddexp.reduce(scores, axis=-1, keepdims=True)
    return normal.astype(np.float32)


def measured(answer: Any, preds: np.ndarray, target: list) -> object:
    """Return the perplexity: a float if it is one number, and otherwise its shape."""
    found = answer.log_perplexity(tensor(preds), tensor(np.array(target)))
    if isinstance(found, int | float) or (np.shape(found) == () and not is_text(found)):
        return float(found)
    return found if is_text(found) else np.asarray(found, dtype=np.float64)


def is_text(found: object) -> bool:
    return found is None or isinstance(found, str)


@log_perplexity.probe
def no_padding(answer: Any) -> object:
    return [
        measured(answer, log_probs(2, 3, 6), [[2, 5, 3], [4, 2, 2]]),
        measured(answer, log_probs(4, 2, 5), [[2, 4], [3, 3], [4, 2], [2, 3]]),
    ]


@log_perplexity.probe
def padding(answer: Any) -> object:
    target = [[2, 5, 1, 1], [4, 1, 2, 3], [3, 1, 1, 1], [1, 1, 2, 4]]
    return measured(answer, log_probs(4, 4, 6), target)


@log_perplexity.probe
def unknown(answer: Any) -> object:
    return measured(answer, log_probs(2, 3, 5), [[0, 2, 0], [3, 0, 1]])


@log_perplexity.probe
def empty_rows(answer: Any) -> object:
    return measured(answer, log_probs(3, 2, 5), [[2, 3], [1, 1], [4, 1]])


@log_perplexity.probe
def no_text(answer: Any) -> object:
    return measured(answer, log_probs(2, 2, 5), [[1, 1], [1, 1]])


@log_perplexity.probe
def single_characters(answer: Any) -> object:
    return [
        measured(answer, log_probs(1, 1, 4), [[2]]),
        measured(answer, log_probs(3, 1, 4), [[2], [3], [0]]),
    ]


@log_perplexity.probe
def sharp(answer: Any) -> object:
    steep = log_probs(2, 2, 4)
    steep[0, 0] = [-40.0, -50.0, 0.0, -60.0]
    steep[1, 1] = [0.0, -90.0, -90.0, -30.0]
    return measured(answer, steep, [[2, 3], [3, 3]])


def of_rows(answer: Any, *targets: list, best: bool = False) -> object:
    """Return the perplexities of a few batches, some of which hide a mistake.

    With `best`, targets are what is predicted, so only the padding is no best choice.
    """
    found = []
    for number, target in enumerate(targets):
        preds = log_probs(*np.shape(target), 6 + number)
        if best:
            preds[..., np.setdiff1d(target, [1])[0]] += 4.0
            preds -= np.logaddexp.reduce(preds, axis=-1, keepdims=True)
        found.append(measured(answer, preds, target))
    return found


@log_perplexity.probe
def one_row_without_padding(answer: Any) -> object:
    """Show which log-probability is taken, and what becomes of it."""
    return of_rows(answer, [[2, 4, 3]], [[5, 3, 2, 4]], [[3, 5]])


@log_perplexity.probe
def another_row_without_padding(answer: Any) -> object:
    return of_rows(answer, [[4, 2]], [[3, 5, 4, 3, 2]], [[4, 5, 2]])


@log_perplexity.probe
def one_row_of_what_is_predicted(answer: Any) -> object:
    """Show what becomes of the log-probabilities, whichever are taken."""
    return of_rows(answer, [[3, 3, 3]], [[4, 4]], [[2, 2, 2, 2]], best=True)


@log_perplexity.probe
def another_row_of_what_is_predicted(answer: Any) -> object:
    return of_rows(answer, [[2, 2]], [[5, 5, 5, 5]], [[4, 4, 4]], best=True)


@log_perplexity.probe
def one_row_with_padding(answer: Any) -> object:
    """Show what becomes of the padding; there is but one row, and one target."""
    return of_rows(answer, [[3, 3, 1]], [[4, 1, 1]], [[2, 2, 2, 1]], best=True)


@log_perplexity.probe
def another_row_with_padding(answer: Any) -> object:
    return of_rows(answer, [[5, 1, 1]], [[2, 2, 1, 1]], [[3, 1]], best=True)


@log_perplexity.probe
def full_rows_of_what_is_predicted(answer: Any) -> object:
    """Show how rows come together: nothing is padding, and none is longer."""
    two, three = [[3] * 3] * 2, [[4] * 2] * 3
    return of_rows(answer, two, three, [[2] * 2] * 5, best=True)


@log_perplexity.probe
def other_full_rows_of_what_is_predicted(answer: Any) -> object:
    return of_rows(answer, [[2] * 4] * 3, [[5] * 3] * 4, [[3]] * 3, best=True)


@log_perplexity.probe
def as_many_rows_as_characters(answer: Any) -> object:
    """Show sums over the wrong axis, which raise no error here."""
    return of_rows(
        answer,
        [[2, 4, 1], [3, 1, 1], [4, 2, 5]],
        [[5, 1], [2, 3]],
        [[2, 3, 4, 1], [5, 4, 1, 1], [3, 2, 1, 1], [4, 1, 1, 1]],
    )


# ------------------------------------------------------------ create_batch_dataset

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
SYMBOLS = ["[UNK]", "", "\n", " ", *LETTERS]
LENGTH, ROWS, WINDOWS = 4, 3, 60
MOST_BATCHES = 40  # of an epoch that should have 20

Batches = list[Any]


def prose(length: int, line: int = 29) -> list[str]:
    """Return lines among which no two windows are alike."""
    places = np.arange(length)
    letters = (abs(np.sin(places * places * 1.7 + places)) * 1e4).astype(int) % 52
    text = "".join(LETTERS[k] for k in letters)
    return [text[start : start + line] for start in range(0, length, line + 1)]


def encoded(line: str, vocab: list[str]) -> Any:
    """Take the place of `line_to_tensor`."""
    places = {symbol: place for place, symbol in enumerate(vocab)}
    return tensor(np.array([places.get(char, 0) for char in line], np.int64))


def epochs(answer: Any, number: int, most: int, *arguments: Any) -> list[Batches]:
    """Return the first batches of some epochs, as arrays."""
    with answer.replaced("line_to_tensor", encoded):
        batches = answer.create_batch_dataset(*arguments)
        return [
            [networks.values(batch) for batch in islice(batches, most)]
            for _ in range(number)
        ]


def two_epochs(answer: Any) -> list[Batches]:
    """Return the batches of two epochs."""
    lines = prose(WINDOWS * (LENGTH + 1) + 2)
    return epochs(answer, 2, MOST_BATCHES, lines, SYMBOLS, LENGTH, ROWS)


def pairs(batches: Batches) -> list[tuple[Any, Any]]:
    """Return the rows of all batches: input and target; none if they are no pairs."""
    if not all(isinstance(batch, list) and len(batch) == 2 for batch in batches):
        return []
    return [
        (np.atleast_1d(x).tolist(), np.atleast_1d(y).tolist())
        for inputs, targets in batches
        for x, y in zip(np.atleast_1d(inputs), np.atleast_1d(targets), strict=False)
    ]


def kinds(batches: Batches) -> list[object]:
    """Return how many batches there are of each shape, and whether of whole numbers."""
    found = Counter(
        tuple(
            (np.asarray(part).dtype.kind in "iu", *np.shape(part))
            for part in (batch if isinstance(batch, list) else [batch])
        )
        for batch in batches
    )
    return sorted(found.items(), key=repr)


@create_batch_dataset.runs_once
def shapes_of_batches(answer: Any) -> object:
    return kinds(create_batch_dataset.once(two_epochs, answer)[0])


@create_batch_dataset.runs_once
def targets(answer: Any) -> object:
    rows = pairs(create_batch_dataset.once(two_epochs, answer)[0])
    return [
        all(x[1:] == y[:-1] and len(x) == len(y) for x, y in rows),
        all(x == y for x, y in rows),
        all(x[:-1] == y[1:] and len(x) == len(y) for x, y in rows),
    ]


@create_batch_dataset.runs_once
def order(answer: Any) -> object:
    """Return whether windows stay where they were, and what the second epoch has."""
    one, other = create_batch_dataset.once(two_epochs, answer)
    ids = np.asarray(encoded("\n".join(prose(WINDOWS * (LENGTH + 1) + 2)), SYMBOLS))
    windows = ids[: WINDOWS * (LENGTH + 1)].reshape(WINDOWS, LENGTH + 1).tolist()
    place = {str(window[:-1]): number for number, window in enumerate(windows)}
    places = np.array([place.get(str(x), -1) for x, _ in pairs(one)])
    together, then = (sorted(str(pairs([b])) for b in epoch) for epoch in (one, other))
    seen = [pairs(one) == pairs(other), together == then, len(other) == len(one)]
    if len(places) < WINDOWS or -1 in places:
        return seen
    # Of 60 windows that are shuffled, one moves forward by 15 places or more, but for
    # one time in 10^16.
    furthest = int((places - np.arange(len(places))).max())
    return [*seen, "not at all" if furthest == 0 else furthest < WINDOWS // 4]


@create_batch_dataset.runs_once
def windows(answer: Any) -> object:
    """Return all windows of a text with odd lines, sorted, if they are in batches of 1.

    Windows that are others in each epoch do not say which.
    """
    first, second = prose(40, 17), prose(33, 5)
    lines = ["", first[0], "", f"  {first[1]} ", *second, " x"]
    one, other = (
        sorted(pairs(epoch))
        for epoch in epochs(answer, 2, MOST_BATCHES, lines, SYMBOLS, 3, 1)
    )
    return [len(one), one if one == other else "others each time"]


@create_batch_dataset.runs_once
def neighbours(answer: Any) -> object:
    """Return whether what follows a letter in the text does so in the windows.

    Of 300 letters that are shuffled, half do so less often than one time in 10^60.
    """
    text = LETTERS[:10] * 36
    (batches,) = epochs(answer, 1, MOST_BATCHES, [text], SYMBOLS, 8, 1)
    steps = [(b - a) % 10 for x, _ in pairs(batches) for a, b in pairwise(x)]
    return {
        "letters that are neighbours in the text are neighbours in a window": bool(
            steps and steps.count(1) > len(steps) // 2
        )
    }


@create_batch_dataset.runs_once
def default_lengths(answer: Any) -> object:
    """Return the kinds of batches of a text that lacks one letter for two of them."""
    lines = ["abcdefghi"] * 1292 + ["abcdefg"]
    return kinds(epochs(answer, 1, 3, lines, SYMBOLS)[0])


# --------------------------------------------------------------------------- GRULM

IDS = np.array([[1, 3, 2], [6, 0, 5], [4, 4, 0]])
SIZES = (7, 5, 4)
UNLIKELY = -200.0  # a bias with which a probability is 0 in float32


def small_model(answer: Any) -> Any:
    """Return a model with known weights, and whether two equal calls agree."""
    model = answer.GRULM(*SIZES)
    model.call(tensor(IDS[:1, :1]))
    networks.with_weights(model)
    known = model.get_weights()
    for weight in known:
        if weight.shape == (SIZES[0],):
            weight[2] = UNLIKELY
    model.set_weights(known)
    one, other = (alone(read(model, IDS[:1, :1])) for _ in range(2))
    return model, networks.steady(one, other)


def read(model: Any, ids: np.ndarray, **options: Any) -> Any:
    """Return what the model makes of ids."""
    return model.call(tensor(ids), **options)


def alone(found: Any) -> np.ndarray:
    """Return the predictions without the state."""
    return np.asarray(found[0] if isinstance(found, tuple | list) else found)


def of_all(answer: Any) -> Any:
    """Return what is made of all ids."""
    return read(GRULM.once(small_model, answer)[0], IDS)


def shown(answer: Any, found: Any) -> object:
    """Return predictions, or of those that chance has a say in the shape alone."""
    if GRULM.once(small_model, answer)[1]:
        return networks.values(found)
    return ["by chance", np.shape(alone(found))]


@GRULM.runs_once
def weights(answer: Any) -> object:
    model, _ = GRULM.once(small_model, answer)
    return [networks.shapes(model), networks.settings(model)]


@GRULM.runs_once
def default_sizes(answer: Any) -> object:
    return networks.sizes(answer.GRULM())


@GRULM.runs_once
def predictions(answer: Any) -> object:
    return shown(answer, GRULM.once(of_all, answer))


@GRULM.runs_once
def log_probabilities(answer: Any) -> object:
    array = alone(GRULM.once(of_all, answer)).astype(np.float64)
    sums = np.exp(array).sum(axis=-1)
    return [bool((array <= 0).all()), bool(np.allclose(sums, 1, atol=1e-4))]


@GRULM.runs_once
def state_out(answer: Any) -> object:
    model, _ = GRULM.once(small_model, answer)
    return [
        shown(answer, read(model, IDS[:, :2], return_state=True)),
        shown(answer, read(model, IDS[:1, 1:2], return_state=True)),
    ]


@GRULM.runs_once
def state_in(answer: Any) -> object:
    model, _ = GRULM.once(small_model, answer)
    given = tensor(networks.irregular(2, SIZES[-1], scale=0.4))
    return [
        shown(answer, read(model, IDS[1:, 2:], states=given)),
        shown(answer, read(model, IDS[1:, :1], states=given, return_state=True)),
    ]


# ------------------------------------------------------------------- compile_model

RATE = 0.00125


def compiled(answer: Any) -> tuple[Any, Any]:
    """Return a model of one layer, and what came back when it was compiled."""
    keras = answer.keras
    model = keras.Sequential([keras.layers.Dense(4, use_bias=False)])
    model.build((None, None, 4))
    model.set_weights([networks.irregular(4, 4)])
    return model, answer.compile_model(model)


@compile_model.runs_once
def what_comes_back(answer: Any) -> object:
    passed, returned = compile_model.once(compiled, answer)
    if returned is None:
        return None
    before = returned.get_weights()
    passed.set_weights([networks.irregular(4, 4, scale=2.0)])
    is_same = not np.array_equal(before[0], returned.get_weights()[0])
    return [[w.shape for w in before], is_same, passed.optimizer is not None]


@compile_model.runs_once
def optimiser(answer: Any) -> object:
    passed, returned = compile_model.once(compiled, answer)
    model = passed if returned is None else returned
    return [networks.optimizer(answer, model, RATE), len(model.trainable_weights)]


@compile_model.runs_once
def loss_of_scores(answer: Any) -> object:
    passed, returned = compile_model.once(compiled, answer)
    model = passed if returned is None else returned
    y = np.array([[0, 3, 1], [1, 2, 2]])
    return networks.loss(model, y, networks.irregular(2, 3, 4, scale=1.5))


@compile_model.runs_once
def loss_of_log_probabilities(answer: Any) -> object:
    passed, returned = compile_model.once(compiled, answer)
    model = passed if returned is None else returned
    y = np.array([[2, 1], [0, 3], [3, 1]])
    return networks.loss(model, y, log_probs(3, 2, 4))


@compile_model.runs_once
def models_apart(answer: Any) -> object:
    """Return whether a second model has an optimiser of its own."""
    passed, returned = compile_model.once(compiled, answer)
    one = (passed if returned is None else returned).optimizer
    again = compiled(answer)
    other = (again[0] if again[1] is None else again[1]).optimizer
    if one is None or other is None:
        return None
    before = float(np.asarray(other.iterations))
    first, *rest = one.variables
    values = [np.full_like(np.asarray(first), 7), *map(np.asarray, rest)]
    one.load_own_variables({str(k): value for k, value in enumerate(values)})
    return float(np.asarray(other.iterations)) == before
