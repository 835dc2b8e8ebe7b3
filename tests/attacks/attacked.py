"""The lessons to attack: their places, right answers, and tight limits."""

from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
LIMITS = """
c.SealedExecute.cell_seconds = 3
c.SealedExecute.call_seconds = 1
c.SealedExecute.submission_seconds = 60
c.SealedKernelManager.memory_bytes = 512 << 20
c.SealedKernelManager.scratch_bytes = 8 << 20
c.SealedKernelManager.file_bytes = 6 << 20
c.SealedKernelManager.processes = 64
c.SealedKernelManager.cpu_seconds = 60
"""
RIGHT = {
    "softmax": (
        "def softmax(scores):  # CANARY-CLASSMATE\n"
        "    weights = np.exp(scores - np.max(scores))\n"
        "    return weights / weights.sum()\n"
    ),
    "generate": (
        "def generate(step, start, length):\n"
        "    states = [start]\n"
        "    for _ in range(length):\n"
        "        states.append(step(states[-1]))\n"
        "    return states[1:]\n"
    ),
}

TENSORS_RIGHT = {
    "halve": "def halve(x):\n    return x * 0.5\n",
    "network": (
        "def network(units):\n"
        "    model = tf.keras.Sequential([tf.keras.layers.Dense(units)])\n"
        "    model.build((None, 4))\n"
        "    return model\n"
    ),
    "pairs": (
        "def pairs(values):\n"
        "    together = np.array([values[:-1], values[1:]]).T\n"
        "    return tf.data.Dataset.from_tensor_slices(together)\n"
    ),
}
TENSORS_LIMITS = """
c.SealedExecute.cell_seconds = 10
c.SealedExecute.call_seconds = 4
c.SealedKernelManager.memory_bytes = 3 << 30
c.SealedKernelManager.processes = 64
c.SealedKernelManager.cpu_seconds = 60
"""


@dataclass(frozen=True, eq=False)
class Lesson:
    """A lesson to attack, with right answers to its exercises."""

    assignment: str
    notebook: str
    right: dict[str, str]
    config: str = ""
    home: Path = HERE / "lesson"  # where its source/ and checks/ are

    @property
    def name(self) -> str:
        """The notebook's name without its suffix."""
        return Path(self.notebook).stem


LETTERS = Lesson("00-letters", "letters.ipynb", RIGHT, LIMITS)
TENSORS = Lesson("00-tensors", "tensors.ipynb", TENSORS_RIGHT, TENSORS_LIMITS)
ASSIGNMENT, NOTEBOOK, EXERCISES = LETTERS.assignment, LETTERS.notebook, tuple(RIGHT)
