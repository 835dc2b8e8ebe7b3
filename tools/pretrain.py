"""Train a model of `utils.pretrained` and store its best weights.

    python tools/pretrain.py nietzsche
    python tools/pretrain.py sonnets --epochs 2 --out /tmp/try --minutes 5

Truncated backpropagation through time with the state carried from window to window, as
utils/weights/README.md records it. Every epoch ends with a figure on held-out text and
a checkpoint in the folder OUT; the same command continues from there, with other
`--epochs` to another end, where the learning rate comes to 0. The best weights go to
OUT/<name>.npz, to be copied to utils/weights. Works on any Keras backend
(KERAS_BACKEND=tensorflow, jax or torch). It never trains on the copyrighted script, and
on the embedded default of a corpus only where the recipe says so: `rhymes`, `folio`,
`aphorisms`, `tavern` and `script` are for the defaults of the lessons.

`python tools/pretrain.py dinosaurs` writes the network of lesson 1 for the home page.
"""

import argparse
import hashlib
import json
import math
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

if __name__ == "__main__":  # run as a file, from a checkout that is not installed
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from utils import corpora, pretrained
from utils.attention import Reader
from utils.quiet import keras
from utils.recurrent import Stepper
from utils.vocabulary import Vocabulary
from utils.windows import contiguous

layers, ops = keras.layers, keras.ops


@dataclass(frozen=True)
class Recipe:
    """A model, its corpus, and how to train it."""

    corpus: str
    prepare: Callable[[str], tuple[str, str]]  # text -> training and held-out text
    epochs: int
    peak: float  # learning rate, after the warm-up; from there a cosine to 0
    cell: str = "LSTM"
    units: tuple[int, ...] = (128,)
    embedding: int | None = None  # None: one-hot
    special: bool = False  # [UNK] and padding in the vocabulary
    dropout: float = 0.0  # on the outputs of every recurrent layer
    forget: float = 0.0  # the share of windows that begin with the state at zero
    beta_2: float = 0.99
    warm_up: float = 0.08  # of all steps
    streams: int = 64
    window: int = 100
    rows: int = 1  # in which the held-out text is read
    embedded: bool = False  # learn from the text that the package has instead
    half: bool = False  # store the weights as float16


def lower_tenth(text: str) -> tuple[str, str]:
    """Lowercase the text; hold out the last 10% of the characters."""
    text = text.lower()
    cut = len(text) * 9 // 10
    return text[:cut], text[cut:]


def tenth(text: str) -> tuple[str, str]:
    """Hold out the last 10% of the characters, without lowercasing."""
    cut = len(text) * 9 // 10
    return text[:cut], text[cut:]


def last_lines(text: str) -> tuple[str, str]:
    """Strip lines and drop empty ones; hold out the last 1,000."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return "\n".join(lines[:-1000]), "\n".join(lines[-1000:])


def scenes(text: str) -> tuple[str, str]:
    """Lowercase a script; leave out its last tenth of scenes; hold out another tenth.

    These are the three parts of lesson 4, and the test scenes stay unread.
    """
    pieces = text.lower().split("\n\n")
    rest = len(pieces) - math.ceil(len(pieces) / 10)
    cut = rest - math.ceil(rest / 10)
    return "\n\n".join(pieces[:cut]), "\n\n".join(pieces[cut:rest])


TRANSFORMER = "Transformer"  # no cell: it keeps no state from window to window

RECIPES = {
    "sonnets": Recipe(
        "sonnets", lower_tenth, 40, 4e-3, units=(192, 192), dropout=0.45, forget=0.2,
        streams=32, window=80,
    ),
    "shakespeare": Recipe(
        "shakespeare", last_lines, 9, 4e-3, "GRU", (512,), 256, True,
        beta_2=0.98, warm_up=0.06,
    ),
    "nietzsche": Recipe(
        "nietzsche", lower_tenth, 60, 6e-3, units=(128,), forget=0.2, streams=32,
    ),
    "playwright": Recipe(
        "tinyshakespeare", tenth, 8, 2e-3, units=(1024,), embedding=256, dropout=0.3,
        rows=16,
    ),
    "tavern": Recipe(
        "moes_tavern", scenes, 24, 6e-3, units=(128,), embedding=64, forget=0.2,
        streams=16, embedded=True,
    ),
    "aphorisms": Recipe(
        "nietzsche", lower_tenth, 12, 6e-3, units=(128,), forget=0.2, streams=32,
        embedded=True,
    ),
    "rhymes": Recipe(
        "sonnets", lower_tenth, 22, 4e-3, units=(192, 192), dropout=0.45, forget=0.2,
        streams=32, window=80, embedded=True, half=True,
    ),
    "folio": Recipe(
        "shakespeare", last_lines, 2, 4e-3, "GRU", (256,), 64, True,
        streams=32, embedded=True, half=True,
    ),
    "script": Recipe(
        "tinyshakespeare", tenth, 2, 4e-3, units=(256,), embedding=64, streams=32,
        rows=16, embedded=True, half=True,
    ),
    # Of equal size and trained alike, for comparison: see benchmarks/leaderboard.py
    "rnn": Recipe(
        "tinyshakespeare", tenth, 10, 4e-3, "SimpleRNN", (267,), 32, streams=32,
    ),
    "gru": Recipe("tinyshakespeare", tenth, 10, 4e-3, "GRU", (155,), 32, streams=32),
    "lstm": Recipe("tinyshakespeare", tenth, 10, 4e-3, "LSTM", (134,), 32, streams=32),
    "transformer": Recipe("tinyshakespeare", tenth, 10, 4e-3, TRANSFORMER, streams=32),
}  # fmt: skip

DINOSAURS = "dinosaurs"  # lesson 1's, for the home page: see dinosaur_weights.py


def main() -> int:
    """Train until the epochs or the minutes run out; return the exit status."""
    options = _options()
    if options.name == DINOSAURS:
        import dinosaur_weights  # beside this file; NumPy only

        return dinosaur_weights.main()
    recipe = RECIPES[options.name]
    text = text_for(recipe)
    if text is None:
        print("set COURSE_DATA to a folder with the real text, or go online")
        return 1
    train_text, valid_text = recipe.prepare(text)
    special = recipe.special
    vocabulary = Vocabulary.of(
        "\n".join((train_text, valid_text)), unknown=special, padding=special
    )
    run = Run(options, recipe, vocabulary, train_text, valid_text)
    run.record["sha256"] = hashlib.sha256(text.encode()).hexdigest()
    return run.go()


def text_for(recipe: Recipe) -> str | None:
    """Return the text to learn from, or None if it is not at hand."""
    if recipe.embedded:
        return corpora.CORPORA[recipe.corpus].default()
    corpus = corpora.load(recipe.corpus)
    return None if corpus.source == "embedded" else corpus.text


class Run:
    """One training run, which can be stopped and resumed after any epoch."""

    def __init__(
        self,
        options: argparse.Namespace,
        recipe: Recipe,
        vocabulary: Vocabulary,
        train_text: str,
        valid_text: str,
    ) -> None:
        self.recipe, self.vocabulary = recipe, vocabulary
        self.ids = vocabulary.encode(train_text)
        self.valid = vocabulary.encode(valid_text)
        self.epochs = options.epochs or recipe.epochs
        self.seed, self.deadline = options.seed, time.monotonic() + options.minutes * 60
        self.out: Path = options.out
        self.out.mkdir(parents=True, exist_ok=True)
        self.checkpoint = self.out / f"{options.name}.keras"
        self.log = self.out / f"{options.name}.json"
        self.best = self.out / f"{options.name}.npz"
        self.record: dict[str, Any] = {"name": options.name, "log": []}
        keras.utils.set_random_seed(self.seed)
        if self.checkpoint.exists():
            self.model = keras.models.load_model(self.checkpoint)
            self.model.optimizer.learning_rate = falling(recipe, self.steps)
            self.record = json.loads(self.log.read_text(encoding="utf-8"))
        else:
            self.model = trainable(recipe, len(vocabulary), self.steps)
        self.record |= {"seed": self.seed, "epochs": self.epochs}
        self.record["recipe"] = asdict(recipe) | {"prepare": recipe.prepare.__name__}

    @property
    def steps(self) -> int:
        """The steps of the whole run, over which the learning rate is scheduled."""
        per_stream = (len(self.ids) - 1) // self.recipe.streams
        return self.epochs * (per_stream // self.recipe.window)

    @property
    def takes_ids(self) -> bool:
        """Whether the model reads ids, and not one-hot vectors."""
        return bool(self.recipe.embedding) or self.recipe.cell == TRANSFORMER

    def go(self) -> int:
        """Train the epochs that are left."""
        for epoch in range(len(self.record["log"]), self.epochs):
            if time.monotonic() > self.deadline:
                print("out of time; the same command continues from here")
                return 0
            start = time.monotonic()
            loss = self.train(epoch)
            entry = {
                "epoch": epoch + 1,
                "train_nats": round(loss, 4),
                "held_out_bits": round(self.held_out(), 4),
                "seconds": round(time.monotonic() - start, 1),
            }
            print(json.dumps(entry), flush=True)
            self.keep(entry)
        return 0

    def train(self, epoch: int) -> float:
        """Train one epoch from a shifted start; return the mean loss in nats."""
        rng = np.random.default_rng((self.seed, epoch))
        size = len(self.vocabulary)
        losses = []
        reset(self.model)
        for x, y in batches(self.ids, self.recipe, rng):
            if rng.random() < self.recipe.forget:
                reset(self.model)
            inputs = x if self.takes_ids else np.eye(size, dtype="float32")[x]
            losses.append(float(self.model.train_on_batch(inputs, y)))
            self.model.reset_metrics()
        return float(np.mean(losses))

    def held_out(self) -> float:
        """Return the bits per character on the held-out text, from a zero state.

        A transformer has none: it predicts each character from the ones before it.
        """
        if self.recipe.cell == TRANSFORMER:
            return float(Reader(self.model).surprise(self.valid).mean())
        n = (len(self.valid) - 1) // self.recipe.rows
        x, y = next(contiguous(self.valid, self.recipe.rows, n))
        log_probs, _ = Stepper(self.model).read(x)
        chosen = np.take_along_axis(log_probs, y[..., None], axis=-1)
        return float(-chosen.mean() / np.log(2))

    def keep(self, entry: dict[str, Any]) -> None:
        """Store a checkpoint, and the weights if they are the best so far."""
        log = self.record["log"]
        if entry["held_out_bits"] < min([e["held_out_bits"] for e in log], default=99):
            kind = np.float16 if self.recipe.half else np.float32
            weights = [np.asarray(w, kind) for w in self.model.get_weights()]
            target = pretrained.MODELS[self.record["name"]](len(self.vocabulary))
            np.savez_compressed(
                self.best,
                **dict(zip(names(target), weights, strict=True)),
                vocab=np.array(self.vocabulary.symbols),
            )
        log.append(entry)
        self.model.save(self.checkpoint)
        self.log.write_text(json.dumps(self.record, indent=1), encoding="utf-8")


def names(model: keras.Model) -> list[str]:
    """Return names for the arrays of `model.get_weights()`, like lstm_2_bias.

    Where a layer has several weights of one name, the part that has it is named too.
    """
    kinds = [type(layer).__name__.lower() for layer in model.layers]
    found = []
    for place, (kind, layer) in enumerate(zip(kinds, model.layers, strict=True)):
        before = kinds[:place].count(kind)
        prefix = f"{kind}_{before + 1}" if before else kind
        own = [weight.name for weight in layer.weights]
        for weight, name in zip(layer.weights, own, strict=True):
            part = f"{weight.path.split('/')[-2]}_" if own.count(name) > 1 else ""
            found.append(f"{prefix}_{part}{name}")
    return found


def trainable(recipe: Recipe, size: int, steps: int) -> keras.Model:
    """Build and compile the model, with an output at every position."""
    model = (
        pretrained.transformer(size)
        if recipe.cell == TRANSFORMER
        else stateful(recipe, size)
    )
    model.compile(
        optimizer=keras.optimizers.Adam(
            falling(recipe, steps), beta_2=recipe.beta_2, global_clipnorm=1.0
        ),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    return model


def falling(recipe: Recipe, steps: int) -> Any:
    """Return the learning rate by step: up to the peak, then down to 0 at the end."""
    warm_up = max(1, round(recipe.warm_up * steps))
    return keras.optimizers.schedules.CosineDecay(
        recipe.peak / warm_up,
        max(1, steps - warm_up),
        warmup_target=recipe.peak,
        warmup_steps=warm_up,
    )


def stateful(recipe: Recipe, size: int) -> keras.Model:
    """Build the recurrent model, which keeps its state from window to window."""
    shape = (recipe.streams, None)
    stack: list[keras.Layer] = (
        [keras.Input(batch_shape=shape), layers.Embedding(size, recipe.embedding)]
        if recipe.embedding
        else [keras.Input(batch_shape=(*shape, size))]
    )
    cell = getattr(layers, recipe.cell)
    for units in recipe.units:
        stack.append(cell(units, return_sequences=True, stateful=True))
        if recipe.dropout:
            stack.append(layers.Dropout(recipe.dropout))
    return keras.Sequential([*stack, layers.Dense(size)])


def batches(
    ids: np.ndarray, recipe: Recipe, rng: np.random.Generator
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Cut the text into streams, from a start that varies by epoch."""
    shift = int(rng.integers(recipe.window))
    return contiguous(ids[shift:], recipe.streams, recipe.window)


def reset(model: keras.Model) -> None:
    """Set the state of every recurrent layer to zero."""
    for layer in model.layers:
        for state in getattr(layer, "states", None) or ():
            state.assign(ops.zeros_like(state))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("name", choices=[*RECIPES, DINOSAURS])
    parser.add_argument("--epochs", type=int, help="by default those of the recipe")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path("build/pretrain"))
    parser.add_argument("--minutes", type=float, default=float("inf"))
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
