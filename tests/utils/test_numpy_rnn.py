"""The network's numbers, its gradients, its silence and its complaints."""

import os
import runpy
import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils import numpy_rnn as rnn

VOCAB, UNITS = 9, 6
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _warnings_are_errors():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def network(seed=0, scale=1.0):
    """Return parameters and a first hidden state."""
    rng = np.random.default_rng(seed)
    parameters = {
        "Wax": rng.normal(size=(UNITS, VOCAB)) * scale,
        "Waa": rng.normal(size=(UNITS, UNITS)) * scale,
        "Wya": rng.normal(size=(VOCAB, UNITS)) * scale,
        "b": rng.normal(size=(UNITS, 1)) * scale,
        "by": rng.normal(size=(VOCAB, 1)) * scale,
    }
    return parameters, rng.normal(size=(UNITS, 1))


def backward(X, Y, a_prev, parameters):
    loss, cache = rnn.rnn_forward(X, Y, a_prev, parameters)
    return loss, *rnn.rnn_backward(X, Y, parameters, cache)


index = st.integers(0, VOCAB - 1)
sequences = st.lists(st.tuples(st.none() | index, index), min_size=1, max_size=7).map(
    lambda steps: tuple(map(list, zip(*steps, strict=True)))
)


# Gradients


@given(sequences, st.integers(0, 99))
@settings(max_examples=15)
def test_gradients_are_those_of_the_loss(sequence, seed):
    X, Y = sequence
    parameters, a_prev = network(seed)
    _, gradients, _ = backward(X, Y, a_prev, parameters)

    expected = rnn.numerical_gradients(
        lambda: rnn.rnn_forward(X, Y, a_prev, parameters)[0], parameters
    )

    assert gradients.keys() == expected.keys()
    for name in gradients:
        np.testing.assert_allclose(gradients[name], expected[name], atol=1e-7)


def test_gradients_are_shaped_like_their_parameters():
    parameters, a_prev = network()
    _, gradients, _ = backward([None, 2], [2, 0], a_prev, parameters)
    assert {f"d{name}": value.shape for name, value in parameters.items()} == {
        name: value.shape for name, value in gradients.items()
    }


def test_numerical_gradients_leave_the_parameters_as_they_were():
    parameters, a_prev = network()
    before = {name: value.copy() for name, value in parameters.items()}
    rnn.numerical_gradients(
        lambda: rnn.rnn_forward([1], [2], a_prev, parameters)[0], parameters
    )
    for name in before:
        np.testing.assert_array_equal(parameters[name], before[name])


def test_numerical_gradients_restore_a_weight_even_if_the_loss_raises():
    weights = {"w": np.ones(3)}
    with pytest.raises(ZeroDivisionError):
        rnn.numerical_gradients(lambda: 1 / 0, weights)
    np.testing.assert_array_equal(weights["w"], np.ones(3))


def test_backward_does_not_change_the_cache_or_the_parameters():
    parameters, a_prev = network()
    _, cache = rnn.rnn_forward([None, 3], [3, 0], a_prev, parameters)
    before = [array.copy() for array in (*cache, *parameters.values(), a_prev)]
    rnn.rnn_backward([None, 3], [3, 0], parameters, cache)
    for old, new in zip(before, (*cache, *parameters.values(), a_prev), strict=True):
        np.testing.assert_array_equal(old, new)


# The forward pass


def test_the_loss_is_the_sum_of_the_steps_losses():
    parameters, a_prev = network()
    X, Y = [None, 4, 7], [4, 7, 0]
    first, _, a = backward(X[:1], Y[:1], a_prev, parameters)
    rest, _ = rnn.rnn_forward(X[1:], Y[1:], a[0], parameters)
    whole, _ = rnn.rnn_forward(X, Y, a_prev, parameters)
    assert whole == pytest.approx(first + rest, abs=1e-12)


def test_the_state_after_step_t_is_a_t_with_one_column():
    parameters, a_prev = network()
    _, _, a = backward([2, 5], [5, 0], a_prev, parameters)
    expected = np.tanh(
        parameters["Wax"][:, [2]] + parameters["Waa"] @ a_prev + parameters["b"]
    )
    assert a[0].shape == (UNITS, 1)
    np.testing.assert_allclose(a[0], expected, atol=1e-14)
    assert len(a) == 2


def test_none_is_an_input_of_zeros():
    parameters, a_prev = network()
    _, _, a = backward([None], [0], a_prev, parameters)
    expected = np.tanh(parameters["Waa"] @ a_prev + parameters["b"])
    np.testing.assert_allclose(a[0], expected, atol=1e-14)


def test_an_input_of_zeros_gives_its_weights_no_gradient():
    parameters, a_prev = network()
    _, gradients, _ = backward([None], [0], a_prev, parameters)
    assert not gradients["dWax"].any()


def test_numpy_indices_are_as_good_as_python_ones():
    parameters, a_prev = network()
    listed, _ = rnn.rnn_forward([1, 2], [2, 3], a_prev, parameters)
    arrays, _ = rnn.rnn_forward(np.array([1, 2]), np.array([2, 3]), a_prev, parameters)
    assert listed == arrays


def test_a_cache_is_plain_arrays():
    parameters, a_prev = network()
    _, cache = rnn.rnn_forward([1], [2], a_prev, parameters)
    assert type(cache) is tuple
    assert {type(part) for part in cache} == {np.ndarray}


# What explodes


def test_a_probability_too_small_for_a_float_has_a_finite_loss():
    parameters, a_prev = network()
    parameters["by"][0] = 1e6
    loss, _, _ = backward([1], [2], a_prev, parameters)
    assert loss == pytest.approx(1e6, rel=1e-3)


@pytest.mark.parametrize("value", [1e308, np.inf, np.nan])
def test_exploded_weights_are_silent(value, capfd):
    parameters, a_prev = network()
    for weights in parameters.values():
        weights[:] = value
    _, gradients, _ = backward([None, 1], [1, 0], a_prev, parameters)
    rnn.update_parameters(parameters, gradients, 1e308)
    rnn.gradient_norms_by_lag([None, 1], [1, 0], a_prev, parameters)
    rnn.perplexity(1e9)
    assert capfd.readouterr() == ("", "")


# What is refused


@pytest.mark.parametrize(
    ("X", "Y", "complaint"),
    [
        ([], [], "empty"),
        ([1, 2], [1], "2 steps and Y has 1"),
        ([VOCAB], [1], "X has an index outside 0 to 8"),
        ([-1], [1], "X has an index outside"),
        ([1], [VOCAB], "Y has an index outside"),
        ([1, 2], [1, 2, 3], "2 steps and Y has 3; they must match$"),
        ([None, 1], [1], "Y lacks the newline at its end"),
        ([1], [None], "Y ends with None: the last target is the index"),
        ([1], None, "Y is None: list.append"),
        ([1.5], [1], "X has an element that is not an index"),
        (["a"], [1], "X holds 'a', a character: look up its index"),
    ],
)
def test_a_sequence_that_makes_no_sense_is_refused(X, Y, complaint):
    parameters, a_prev = network()
    with pytest.raises(ValueError, match=complaint):
        rnn.rnn_forward(X, Y, a_prev, parameters)


def test_gradients_in_the_place_of_parameters_are_refused():
    parameters, a_prev = network()
    _, gradients, _ = backward([1], [2], a_prev, parameters)
    with pytest.raises(ValueError, match="gradients in the place of the parameters"):
        rnn.rnn_forward([1], [2], a_prev, gradients)


@pytest.mark.parametrize("shape", [(UNITS,), (1, UNITS), (UNITS + 1, 1)])
def test_a_hidden_state_of_another_shape_is_refused(shape):
    parameters, _ = network()
    with pytest.raises(ValueError, match="a_prev has the shape"):
        rnn.rnn_forward([1], [2], np.zeros(shape), parameters)


def test_a_cache_of_another_sequence_is_refused():
    parameters, a_prev = network()
    _, cache = rnn.rnn_forward([1, 2], [2, 0], a_prev, parameters)
    with pytest.raises(ValueError, match="cache has 2 steps"):
        rnn.rnn_backward([1], [2], parameters, cache)


def test_a_missing_gradient_is_named():
    parameters, a_prev = network()
    _, gradients, _ = backward([1], [2], a_prev, parameters)
    del gradients["dby"]
    with pytest.raises(ValueError, match="no dby"):
        rnn.update_parameters(parameters, gradients, 0.1)


def test_a_missing_gradient_leaves_every_parameter_alone():
    parameters, a_prev = network()
    before = {name: value.copy() for name, value in parameters.items()}
    _, gradients, _ = backward([1], [2], a_prev, parameters)
    del gradients["dby"]
    with pytest.raises(ValueError):
        rnn.update_parameters(parameters, gradients, 0.1)
    for name in before:
        np.testing.assert_array_equal(parameters[name], before[name])


# The update


def test_update_returns_the_same_dictionary():
    parameters, a_prev = network()
    _, gradients, _ = backward([1], [2], a_prev, parameters)
    assert rnn.update_parameters(parameters, gradients, 0.1) is parameters


def test_update_changes_the_arrays_in_place():
    parameters, a_prev = network()
    arrays = dict(parameters)
    expected = arrays["Wax"].copy()
    _, gradients, _ = backward([1], [2], a_prev, parameters)
    rnn.update_parameters(parameters, gradients, 0.1)
    assert parameters["Wax"] is arrays["Wax"]
    np.testing.assert_allclose(parameters["Wax"], expected - 0.1 * gradients["dWax"])


# The small helpers


@given(st.lists(st.floats(-1e300, 1e300), min_size=1, max_size=9))
def test_softmax_is_a_distribution(scores):
    probabilities = rnn.softmax(np.array(scores)[:, None])
    assert probabilities.shape == (len(scores), 1)
    assert (probabilities >= 0).all()
    assert probabilities.sum() == pytest.approx(1.0)


def test_softmax_goes_down_each_column():
    columns = np.array([[1.0, 900.0], [2.0, -900.0]])
    for k in range(2):
        np.testing.assert_array_equal(
            rnn.softmax(columns)[:, k], rnn.softmax(columns[:, k])
        )


@pytest.mark.parametrize("nothing", [[], np.zeros((0, 2)), 3.0])
def test_softmax_of_nothing_is_refused(nothing):
    with pytest.raises(ValueError, match="at least one score"):
        rnn.softmax(nothing)


def test_weights_are_drawn_in_the_order_that_the_figures_assume():
    parameters = rnn.initialize_parameters(3, 4, 5)
    draw = np.random.RandomState(1).randn
    for name, shape in (("Wax", (3, 4)), ("Waa", (3, 3)), ("Wya", (5, 3))):
        np.testing.assert_array_equal(parameters[name], draw(*shape) * 0.01)
    assert parameters["b"].shape == (3, 1) and not parameters["b"].any()
    assert parameters["by"].shape == (5, 1) and not parameters["by"].any()


def test_the_first_loss_is_that_of_seven_blind_guesses():
    assert rnn.get_initial_loss(27, 7) == pytest.approx(7 * np.log(27))


def test_an_empty_vocabulary_is_refused():
    with pytest.raises(ValueError, match="at least one character"):
        rnn.get_initial_loss(0, 7)


def test_smooth_moves_by_a_thousandth():
    assert rnn.smooth(10.0, 20.0) == pytest.approx(10.01)


LETTERS = dict(enumerate("\nabc"))


@pytest.mark.parametrize(
    ("indices", "name"),
    [([1, 2, 0], "Ab\n"), ([0], "\n"), ([], ""), ([np.int64(3)], "C")],
)
def test_a_sample_is_a_capitalised_name(indices, name):
    assert rnn.get_sample(indices, LETTERS) == name


def test_an_index_without_a_character_is_named():
    with pytest.raises(ValueError, match="index 9"):
        rnn.get_sample([1, 9], LETTERS)


def test_one_bit_is_ln_2_nats():
    assert rnn.nats_to_bits(np.log(2.0)) == pytest.approx(1.0)


def test_a_blind_guess_has_the_perplexity_of_the_vocabulary():
    assert rnn.perplexity(np.log(27.0)) == pytest.approx(27.0)


def test_nats_per_char_weighs_characters_and_carries_the_state():
    parameters, _ = network()
    pairs = [([None, 1], [1, 0]), ([None], [0])]
    start = np.zeros((UNITS, 1))
    first, _, a = backward(*pairs[0], start, parameters)
    second, _ = rnn.rnn_forward(*pairs[1], a[-1], parameters)
    expected = pytest.approx((first + second) / 3)
    assert rnn.nats_per_char(pairs, parameters) == expected


def test_nats_per_char_of_nothing_is_refused():
    with pytest.raises(ValueError, match="no sequence"):
        rnn.nats_per_char([], network()[0])


def test_relative_error_has_its_limits():
    assert rnn.relative_error([0.0], [0.0]) == 0.0
    assert rnn.relative_error([1.0], [-1.0]) == 1.0
    assert rnn.relative_error([1.0], [1.0 + 1e-9]) < 1e-9


def test_relative_error_of_different_shapes_is_refused():
    with pytest.raises(ValueError, match="shapes differ"):
        rnn.relative_error(np.zeros((2, 1)), np.zeros((1, 2)))


def test_the_gradient_norm_at_the_longest_lag_is_that_of_the_first_state():
    parameters, a_prev = network()
    X, Y = [None, 4, 7], [4, 7, 0]

    def last_loss():
        whole, _ = rnn.rnn_forward(X, Y, a_prev, parameters)
        return whole - rnn.rnn_forward(X[:-1], Y[:-1], a_prev, parameters)[0]

    gradient = rnn.numerical_gradients(last_loss, {"a": a_prev})["da"]
    norms = rnn.gradient_norms_by_lag(X, Y, a_prev, parameters)
    assert len(norms) == 4
    assert norms[-1] == pytest.approx(np.linalg.norm(gradient), rel=1e-6)


@pytest.mark.parametrize(("size", "grows"), [(0.5, False), (1.5, True)])
def test_gradients_vanish_or_explode_with_the_recurrent_weights(size, grows):
    parameters, _ = network()
    parameters["Waa"] = size * np.eye(UNITS)
    parameters["Wax"][:] = 0.0
    parameters["b"][:] = 0.0
    norms = rnn.gradient_norms_by_lag(
        [None] * 9, [1] * 9, np.zeros((UNITS, 1)), parameters
    )
    np.testing.assert_allclose(norms[1:] / norms[:-1], size)
    assert (norms[-1] > norms[0]) is np.bool_(grows)


# The numbers of the original lesson


def clip(gradients, bound):
    return {name: np.clip(g, -bound, bound) for name, g in gradients.items()}


def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    loss, gradients, a = backward(X, Y, a_prev, parameters)
    gradients = clip(gradients, 5)
    rnn.update_parameters(parameters, gradients, learning_rate)
    return loss, gradients, a[len(X) - 1]


def sample(parameters, newline, seed):
    Wax, Waa, Wya, b, by = (parameters[name] for name in rnn.NAMES)
    drive, state, indices = np.zeros_like(b), np.zeros_like(b), []
    for step in range(50):
        state = np.tanh(drive + Waa @ state + b)
        np.random.seed(2 * step + seed)  # counter + seed, when both grow by one
        p = rnn.softmax(Wya @ state + by).ravel()
        indices.append(int(np.random.choice(len(p), p=p)))
        if indices[-1] == newline:
            return indices
        drive = Wax[:, [indices[-1]]]
    return [*indices, newline]


def model(data, num_iterations):
    """Return the smoothed loss and seven names, every 2,000 iterations."""
    ix_to_char = dict(enumerate(sorted(set(data))))
    char_to_ix = {char: ix for ix, char in ix_to_char.items()}
    newline = char_to_ix["\n"]
    parameters = rnn.initialize_parameters(50, len(ix_to_char), len(ix_to_char))
    loss = rnn.get_initial_loss(len(ix_to_char), 7)
    names = [name.strip() for name in data.split("\n")]
    np.random.seed(0)
    np.random.shuffle(names)
    state = np.zeros((50, 1))
    seen = []
    for iteration in range(num_iterations):
        ids = [char_to_ix[char] for char in names[iteration % len(names)]]
        X, Y = [None, *ids], [*ids, newline]
        cost, _, state = optimize(X, Y, state, parameters)
        loss = rnn.smooth(loss, cost)
        if iteration % 2_000 == 0:
            drawn = [sample(parameters, newline, seed) for seed in range(7)]
            shown = [rnn.get_sample(ids, ix_to_char).rstrip() for ids in drawn]
            seen.append((loss, shown))
    return seen


LOSSES = (23.087336, 27.884160, 25.901815, 24.608779)
LATER_LOSSES = (24.070350, 23.844446, 23.291971, 23.382338)


@pytest.fixture(scope="module")
def dinos():
    folder = os.environ.get("COURSE_DATA")
    if not folder:
        pytest.skip("COURSE_DATA is not set: the figures are those of dinos.txt")
    return (Path(folder) / "dinos.txt").read_text(encoding="utf-8").lower()


@pytest.fixture(scope="module")
def reference_run(dinos):
    return model(dinos, 2_001)


def test_losses_on_dinos_are_those_of_the_original(reference_run):
    losses = [loss for loss, _ in reference_run]
    np.testing.assert_allclose(losses, LOSSES[:2], rtol=0, atol=1e-6)


@pytest.mark.slow
def test_losses_of_a_long_run_are_those_of_the_original(dinos):
    losses = [loss for loss, _ in model(dinos, 14_001)]
    np.testing.assert_allclose(losses, [*LOSSES, *LATER_LOSSES], rtol=0, atol=1e-6)


def test_names_at_the_start_are_those_of_the_original(reference_run):
    assert reference_run[0][1] == [
        *("Nkzxwtdmfqoeyhsqwasjkjvu", "Kneb", "Kzxwtdmfqoeyhsqwasjkjvu", "Neb"),
        *("Zxwtdmfqoeyhsqwasjkjvu", "Eb", "Xwtdmfqoeyhsqwasjkjvu"),
    ]


def test_names_after_2000_steps_are_those_of_the_original(reference_run):
    assert reference_run[1][1] == [
        *("Liusskeomnolxeros", "Hmdaairus", "Hytroligoraurus", "Lecalosapaus"),
        *("Xusicikoraurus", "Abalpsamantisaurus", "Tpraneronxeros"),
    ]


def test_one_optimisation_step_is_that_of_the_original():
    np.random.seed(1)
    shapes = {"Wax": (100, 27), "Waa": (100, 100), "Wya": (27, 100)}
    shapes |= {"b": (100, 1), "by": (27, 1)}
    a_prev = np.random.randn(100, 1)
    parameters = {name: np.random.randn(*shape) for name, shape in shapes.items()}

    loss, gradients, a_last = optimize(
        [12, 3, 5, 11, 22, 3], [4, 14, 11, 22, 25, 26], a_prev, parameters
    )

    assert loss == pytest.approx(126.50397572165389)
    assert gradients["dWaa"][1, 2] == pytest.approx(0.19470931534713587)
    assert np.argmax(gradients["dWax"]) == 93
    assert gradients["dWya"][1, 2] == pytest.approx(-0.007773876032002162)
    assert gradients["db"][4, 0] == pytest.approx(-0.06809825)
    assert gradients["dby"][1, 0] == pytest.approx(0.01538192)
    assert a_last[4, 0] == pytest.approx(-1.0)


# The package


def test_the_benchmarks_plain_network_learns_the_same():
    benchmark = runpy.run_path(str(ROOT / "benchmarks" / "numpy_rnn.py"))
    benchmark["train"].__globals__["ITERATIONS"] = 50
    sequences, vocab_size = benchmark["read_sequences"](benchmark["NAMES"])
    plain, vectorised = (
        benchmark["train"](benchmark[step], sequences, vocab_size)[1]
        for step in ("plain_step", "vectorised_step")
    )
    np.testing.assert_allclose(vectorised, plain, rtol=0, atol=1e-9)


@pytest.mark.parametrize("module", ["numpy_rnn", "corpora", "checking"])
def test_tensorflow_is_never_imported(module):
    program = (
        f"import sys, utils.{module};"
        "print([m for m in sys.modules if m.split('.')[0] in ('tensorflow', 'keras')])"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (run.stdout.strip(), run.stderr) == ("[]", "")
