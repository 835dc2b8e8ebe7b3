"""Say what to do about errors that many people meet: idioms of older tutorials, mostly.

Each remedy is a sentence that is true wherever its error occurs.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Remedy(NamedTuple):
    """A sentence, and the pattern of what is said of the errors that it is for.

    Where it does not suffice, the hint of a criterion says more.
    """

    pattern: str
    sentence: str
    suffices: bool = True


REMEDIES = (
    Remedy(
        r"^(BdbQuit|StdinNotImplementedError|EOFError)\b",
        "Take set_trace(), breakpoint() and input() out of the answer: nobody can type "
        "there while it is checked.",
    ),
    Remedy(
        r"\bget_initial_state\(",
        "In Keras 3 get_initial_state takes the batch size, not the inputs; you need "
        "no such call at all, since without an initial state a layer starts from "
        "zeros.",
    ),
    Remedy(
        r"\bsuper\(.*\)\.__init__\(\s*self\b",
        "Write super().__init__(), without self: Python passes it already.",
    ),
    Remedy(
        "batch_input_shape",
        "Keras 3 has no batch_input_shape: begin the model with "
        "keras.Input(batch_shape=(batch_size, None)).",
    ),
    Remedy(
        r"not recognized: \{'lr'|unexpected keyword argument 'lr'",
        "The optimisers of Keras 3 call it learning_rate, not lr.",
    ),
    Remedy(
        r"expects 1 input\(s\), but it received \d+ input tensors",
        "The layer got several tensors and takes one: a recurrent layer with "
        "return_state=True returns its states beside its outputs.",
    ),
    Remedy(
        "the batch size must be static|batch size.* must be specified",
        "A stateful layer has to know the number of rows: begin the model with "
        "keras.Input(batch_shape=(batch_size, None)).",
    ),
    Remedy(
        r"(?s)of layer '(lstm|gru|simple_rnn|rnn)\w*'.* expected ndim=3, found ndim=",
        "A recurrent layer takes (rows, time, features): keras.Input adds the rows to "
        "shape=, not to batch_shape=, and an embedding adds the features.",
    ),
    Remedy(
        "Only input tensors may be passed as positional arguments",
        "A layer or a model takes an array, where a list counts as several inputs: "
        "make one with np.array or tf.constant.",
    ),
    Remedy(
        "variables must be fully-defined",
        "A Dense layer has to know the last axis of what it gets: after Flatten, or "
        "where that axis is None, nobody does.",
    ),
    Remedy(
        r"on layer 'sequential\w*', but the layer isn't built",
        "A Sequential model without keras.Input has no weights before its first call: "
        "begin it with keras.Input.",
    ),
    Remedy(
        "_VariantDataset",
        "The items of tf.data's window are datasets themselves: make tensors of them "
        "with flat_map(lambda w: w.batch(...)), or cut with batch instead.",
    ),
    Remedy(
        r"Found reserved (OOV|mask) token",
        "StringLookup expects a vocabulary that begins with its own tokens: hand over "
        "vocab as it is, with mask_token=None.",
    ),
    Remedy(
        "function(_or_method)?' object has no attribute 'predict'",
        "It is a function itself, and no model: call it, without .predict.",
    ),
    Remedy(
        "has no attribute 'reset_states'",
        "In Keras 3 a model has no reset_states: call it on each recurrent layer of "
        "model.layers.",
    ),
    Remedy(
        r"module 'numpy' has no attribute '(bool|int|float|object)'",
        "NumPy has no such type any more: write bool, int or float without np.",
    ),
    Remedy(
        r"symbolic tf\.Tensor|(A|a) KerasTensor (is symbolic|cannot)|"
        r"'(KerasTensor|SymbolicTensor)'.*'numpy'",
        "Inside map, and wherever TensorFlow builds a graph, a tensor has no values "
        "yet: use TensorFlow's own functions there, not NumPy's.",
    ),
    Remedy(
        r"optimizers\.legacy",
        "Keras 3 has no keras.optimizers.legacy: take the optimiser from "
        "keras.optimizers.",
    ),
    Remedy(
        r"^(.* ended with )?(ModuleNotFoundError|ImportError: cannot import name)",
        "Only the notebook itself is graded, with the packages of the course: code "
        "from a file of your own has to stand in one of its cells.",
    ),
    Remedy(
        r"^(.* ended with )?FileNotFoundError: ",
        "A file of your own that lies beside the notebook is not there while it is "
        "graded: put what you need of it into a cell.",
    ),
    Remedy(
        r"^NameError: name '\w+' is not defined",
        "Nothing has this name there: is it misspelt, not imported, or made in another "
        "function or in a cell that was not run?",
        suffices=False,
    ),
    Remedy(
        r"^UnboundLocalError: ",
        "The function assigns this name itself, so it is not the one outside: assign "
        "it before this line, on every way there.",
    ),
    Remedy(
        r"'NoneType' (object|has no)|object of type 'NoneType'|: NoneType",
        "Something is None there: a function without return gives None, and so do "
        "list.append, list.sort and np.random.shuffle.",
    ),
    Remedy(
        r"^KeyError: '(Wax|Waa|Wya)'",
        "Parameters have the keys Wax, Waa, Wya, b and by, gradients those with a d in "
        "front: optimize returns the loss, the gradients and the last state.",
    ),
    Remedy(
        "array is 0-dimensional",
        "There is a single number where an array was expected: an index such as [0] is "
        "one too many.",
    ),
    Remedy(
        "The truth value of an array",
        "An array has as many truth values as entries, and if, and, or and not need "
        "one: np.where or a mask, g[g > 5], works on every entry.",
        suffices=False,
    ),
    Remedy(
        "'a' and 'p' must have same size",
        "There are more or fewer probabilities than choices: look at their shape. A "
        "flat vector (n,) and a column (n, 1) add up to a matrix (n, n).",
        suffices=False,
    ),
    Remedy(
        r"must have rank \(ndim\) `target\.ndim - 1`",
        "A sparse cross-entropy takes the labels first, which are ids, and then the "
        "outputs, which have an axis more.",
    ),
    Remedy(
        r"`target` and `output` must have the same rank",
        "categorical_crossentropy takes one-hot labels: for ids there is "
        "sparse_categorical_crossentropy.",
    ),
    Remedy(
        r"missing \d+ required positional argument",
        "A call leaves it out: give it in the call, or a default in the header.",
    ),
    Remedy(
        "probabilities do not sum to 1",
        "np.random.choice takes probabilities that add up to 1: divide them by their "
        "sum.",
    ),
    Remedy(
        "probabilities are not non-negative",
        "A probability is never negative: logits go through the softmax first, "
        "logarithms of probabilities through exp.",
    ),
    Remedy(
        "'[ap]' must be 1-dimensional",
        "np.random.choice takes its choices and their probabilities as flat vectors: "
        "p.ravel() makes one of a column.",
    ),
    Remedy(
        r"shapes \(.*\) not aligned|mismatch in its core dimension",
        "In a product A @ B, A has as many columns as B has rows: look at the two "
        "shapes, and whether the matrices are in this order or one is transposed.",
    ),
    Remedy(
        "operands could not be broadcast together",
        "Arrays that are added, or multiplied with *, have the same shape, or the "
        "length 1 where they differ: the product of two matrices is A @ B.",
    ),
    Remedy(
        "doesn't match the broadcast shape",
        "What is added in place, with +=, has the shape of the array that it is added "
        "to, or less: look at the two shapes.",
    ),
    Remedy(
        "only integers, slices",
        "An index is a whole number, and this one is something else, such as a "
        "character or a float.",
    ),
    Remedy(
        r"probabilities contain NaN|pvals contains NaNs",
        "Where a probability is nan, 0 / 0 or inf - inf has come before it.",
        suffices=False,
    ),
    Remedy(
        r"index ([1-9]\d*) is out of bounds for axis \d+ with size \1(?!\d)",
        "Indices begin at 0, so the last one is the size less 1.",
        suffices=False,
    ),
)


def says_what_to_do(told: str) -> bool:
    """Return whether what is said of an error needs no hint beside it."""
    return any(known.suffices and known.sentence in told for known in REMEDIES)


def with_remedy(told: str) -> str:
    """Return what is said of an error, with what to do about it if that is known."""
    for known in REMEDIES:
        if re.search(known.pattern, told):
            return f"{told}. {known.sentence}"
    return told
