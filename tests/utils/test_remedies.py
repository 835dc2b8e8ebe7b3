"""Errors of idioms from older tutorials are told with what to do."""

import pytest

from utils.errors import explain
from utils.remedies import REMEDIES, with_remedy


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (
            "import keras\nkeras.layers.GRU(3).get_initial_state([[1], [2]])",
            "batch size",
        ),
        (
            "import keras\nclass A(keras.Model):\n    def __init__(self):\n"
            "        super().__init__(self)\nA()",
            "without self",
        ),
        (
            "import keras\nkeras.layers.Embedding(3, 4, batch_input_shape=[2, None])",
            r"keras.Input\(batch_shape=",
        ),
        ("import keras\nkeras.optimizers.Adam(lr=0.1)", "learning_rate, not lr"),
        ("import keras\nkeras.Sequential().reset_states()", "each recurrent layer"),
        (
            "import numpy as np\nnp.random.choice(2, p=np.array([-1.0, 2.0]))",
            "never negative: logits go through the softmax",
        ),
        (
            "import numpy as np\nnp.random.choice(2, p=np.full((2, 1), 0.5))",
            "as flat vectors",
        ),
        (
            "import numpy as np\nnp.dot(np.ones((3, 3)), np.ones((2, 1)))",
            "as many columns as B has rows",
        ),
        (
            "import numpy as np\nnp.ones((3, 3)) @ np.ones((2, 1))",
            "as many columns as B has rows",
        ),
        (
            "import numpy as np\nnp.ones((3, 2)) * np.ones((2, 1))",
            "the product of two matrices is A @ B",
        ),
        (
            "import numpy as np\na = np.ones((2, 1))\na += np.ones((1, 2))",
            "the shape of the array that it is added to",
        ),
        ("import numpy as np\nnp.ones(3)['a']", "whole number.*a character"),
        (
            "import keras\nvocab = ['[UNK]', '', 'a']\n"
            "keras.layers.StringLookup(vocabulary=vocab, mask_token='')",
            "vocab as it is, with mask_token=None",
        ),
        (
            "import keras\ntwo = [keras.Input((2,))] * 2\nkeras.layers.Dense(3)(two)",
            "^((?!builds a graph).)*takes one: a recurrent layer",
        ),
        (
            "import keras\nkeras.layers.LSTM(3, stateful=True)(keras.Input((None, 2)))",
            r"keras.Input\(batch_shape=",
        ),
        (
            "import keras\n"
            "keras.layers.LSTM(3)(keras.layers.Embedding(5, 4)(keras.Input((2, 9))))",
            "keras.Input adds the rows",
        ),
        ("import keras\nkeras.layers.Dense(3)([1, 2])", "takes an array"),
        (
            "import keras\nx = keras.Input((None, 4))\n"
            "keras.layers.Dense(3)(keras.layers.Flatten()(x))",
            "after Flatten",
        ),
        (
            "import keras\nkeras.Sequential([keras.layers.LSTM(3)]).count_params()",
            "begin it with keras.Input",
        ),
        (
            "import tensorflow as tf\n"
            "tf.data.Dataset.range(9).window(3).map(lambda w: w[:-1])",
            "flat_map",
        ),
        ("len.predict([1])", "call it, without .predict"),
        (
            "import keras\nkeras.optimizers.legacy.Adam(0.1)",
            "^((?!notebook itself).)*take the optimiser from keras.optimizers",
        ),
        ("import numpy\nnumpy.int(3)", "without np"),
        ("import bdb\nraise bdb.BdbQuit", "nobody can type"),
        (
            "import numpy as np, tensorflow as tf\n"
            "tf.data.Dataset.range(3).map(lambda x: np.log(x))",
            "a tensor has no values",
        ),
        ("import a_file_of_mine", "graded, with the packages of the course"),
        ("open('my-table.csv')", "is not there while it is graded"),
        ("len([1].append(2))", "list.append"),
        ("return {'dWax': 1}['Wax']", "with a d in front"),
        ("import numpy as np\nnp.array(3.0)[0]", "one too many"),
        ("import numpy as np\nnp.random.choice(3, p=[1.0])", "look at their shape"),
        ("import numpy as np\nif np.arange(3) > 1: pass", "every entry"),
        ("import numpy as np\nnp.random.choice(2, p=[0.5, 0.6])", "by their sum"),
        ("import numpy as np\nnp.random.choice(2, p=[np.nan, 1])", "0 / 0"),
        ("import numpy as np\nnp.zeros((3, 12))[0, 12]", "the size less 1"),
        ("return gradint", "is it misspelt"),
        ("total += 1\ntotal = 0", "assign it before this line"),
        ("(lambda preds, temperature: 0)([1])", "a default in the header"),
        (
            "import numpy, keras\n"
            "keras.losses.categorical_crossentropy(numpy.ones(2), numpy.ones((2, 3)))",
            "takes one-hot labels",
        ),
        (
            "import numpy, keras\nkeras.losses.sparse_categorical_crossentropy("
            "numpy.ones((2, 2, 3)), numpy.ones((2, 2)))",
            "the labels first",
        ),
    ],
)
def test_the_remedy_follows_the_error(in_cell, keras, cell, said, monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    lines = cell.split("\n")
    code = "\n".join(["def answer():", *(f"    {line}" for line in lines)])
    names = in_cell(code)
    with pytest.raises(BaseException) as caught:
        names["answer"]()
    told = explain(caught.value, names, names["answer"])
    [line] = [k for k in REMEDIES if k.sentence in with_remedy(told)]
    assert with_remedy(told).startswith(told)
    with pytest.raises(AssertionError, match=said):
        raise AssertionError(line.sentence)


def test_an_unknown_error_is_told_as_it_is():
    assert with_remedy("KeyError: 'b'") == "KeyError: 'b'"
