"""The class of `make demo`: ten submissions to lesson 1, and what each deserves.

A submission is the answers of the lesson with a few edits: in the cell of an exercise,
a new text in the place of an old one. The edits name what they change word for word, so
a lesson that was rewritten tells here that they no longer fit. Of an exercise that is
not named under "deserves", all points are deserved. An exercise pays for its own
mistakes only: a wrong `clip` costs `optimize` nothing.
"""

ASSIGNMENT = "01-dinosaurs"
NOTEBOOK = "dinosaurs"

CLIP = "np.clip(gradient, -maxValue, maxValue)"
ONE = "        x[idx] = 1.0\n"
ZEROS_AND_ONE = f"        x = np.zeros((vocab_size, 1))\n{ONE}"
NOISE = """\
import sys
import warnings

def clip(gradients, maxValue):
    for key, gradient in gradients.items():
        for row in range(500):
            print("clipping", key, "row", row, "of", gradient.shape)
    warnings.warn("clip is slow")
    print("done", file=sys.stderr)
"""

CLASS = {
    "right": {},
    "blank": {
        "blank": True,
        "deserves": dict.fromkeys(("clip", "sample", "optimize", "model"), "none"),
    },
    "upper-side-only": {
        "edits": [("clip", CLIP, "np.minimum(gradient, maxValue)")],
        "deserves": {"clip": "some"},
    },
    "clips-in-place": {
        "edits": [("clip", CLIP, f"{CLIP[:-1]}, out=gradient)")],
        "deserves": {"clip": "some"},
    },
    "ones-pile-up": {
        "edits": [("sample", ZEROS_AND_ONE, ONE)],
        "deserves": {"sample": "some"},
    },
    "forgets-the-state": {
        "edits": [("model", "X, Y, a_prev, param", "X, Y, np.zeros((n_a, 1)), param")],
        "deserves": {"model": "some"},
    },
    "does-not-parse": {
        "edits": [("optimize", "learning_rate=0.01):", "learning_rate=0.01)")],
        "deserves": {"optimize": "none"},
    },
    "loops-forever": {  # where a network never draws the newline
        "edits": [("sample", " and counter != 50:", ":")],
        "deserves": {"sample": "some"},
    },
    "test-cell-deleted": {"deleted": ["test_clip"]},
    "prints-and-warns": {  # and is right
        "edits": [("clip", "def clip(gradients, maxValue):\n", NOISE)],
    },
}
