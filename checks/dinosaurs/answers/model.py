# ruff: noqa (answers are written as students write them, one after the other)

# %% right: as in the lesson
def model(
    data_x,
    ix_to_char,
    char_to_ix,
    num_iterations=35000,
    n_a=50,
    dino_names=7,
    vocab_size=27,
    verbose=False,
):
    parameters = initialize_parameters(n_a, vocab_size, vocab_size)
    loss = get_initial_loss(vocab_size, dino_names)
    examples = [name.lower().strip() for name in data_x]
    np.random.seed(0)
    np.random.shuffle(examples)
    a_prev = np.zeros((n_a, 1))
    last_name = "abc"
    for j in range(num_iterations):
        idx = j % len(examples)
        letters = [char_to_ix[char] for char in examples[idx]]
        X = [None] + letters
        ix_newline = char_to_ix["\n"]
        Y = X[1:] + [ix_newline]
        cost, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.01)
        loss = smooth(loss, cost)
        if j % 2000 == 0:
            print("iteration", j, "loss", loss)
            for seed in range(dino_names):
                indices = sample(parameters, char_to_ix, seed)
                last_name = get_sample(indices, ix_to_char)
                print(last_name.replace("\n", ""))
    return parameters, last_name


# %% right: a cycle of names, prepared beforehand
def model(
    data_x,
    ix_to_char,
    char_to_ix,
    num_iterations=35000,
    n_a=50,
    dino_names=7,
    vocab_size=27,
    verbose=False,
):
    from itertools import cycle, islice

    weights = initialize_parameters(n_a, vocab_size, vocab_size)
    state, name = np.zeros((n_a, 1)), ""
    encoded = [[char_to_ix[c] for c in word.strip()] for word in map(str.lower, data_x)]
    random.Random(0).shuffle(encoded)
    for step, word in enumerate(islice(cycle(encoded), num_iterations)):
        _, _, state = optimize([None, *word], [*word, char_to_ix["\n"]], state, weights)
        if step % 2000 == 0:
            for seed in range(dino_names):
                name = get_sample(sample(weights, char_to_ix, seed), ix_to_char)
    return weights, name.strip()


# %% right: X built by insert, Y by append, an index that is set back
def model(
    data_x,
    ix_to_char,
    char_to_ix,
    num_iterations=35000,
    n_a=50,
    dino_names=7,
    vocab_size=27,
    verbose=False,
):
    parameters = initialize_parameters(n_a=n_a, n_x=vocab_size, n_y=vocab_size)
    a_prev = np.zeros((n_a, 1))
    words = np.random.RandomState(1).permutation([x.strip().lower() for x in data_x])
    idx = 0
    for j in range(num_iterations):
        X, Y = [], []
        for char in words[idx]:
            X.append(char_to_ix[char])
            Y.append(char_to_ix[char])
        X.insert(0, None)
        Y.append(char_to_ix["\n"])
        print("X", X, "Y", Y)
        curr_loss, gradients, a_prev = optimize(
            X=X, Y=Y, a_prev=a_prev, parameters=parameters, learning_rate=0.01
        )
        idx += 1
        if idx == len(words):
            idx = 0
        if j % 2000 == 0 or j == num_iterations - 1:
            for k in range(dino_names):
                last = get_sample(sample(parameters, char_to_ix, k), ix_to_char)
    return parameters, last


# %% right: targets first, names that carry their newline, type hints, a helper
def example(name: str, char_to_ix: dict) -> tuple[list, list]:
    """Inputs and targets of one name."""
    Y = [char_to_ix[char] for char in name + "\n"]
    X = [None] + Y[:-1]
    return X, Y


def model(
    data_x: list,
    ix_to_char: dict,
    char_to_ix: dict,
    num_iterations: int = 35000,
    n_a: int = 50,
    dino_names: int = 7,
    vocab_size: int = 27,
    verbose: bool = False,
) -> tuple[dict, str]:
    """Train on one name after the other."""
    parameters = initialize_parameters(n_a, vocab_size, vocab_size)
    hidden = np.zeros((n_a, 1))
    names = sorted(x.strip().casefold() for x in data_x)
    rng = np.random.RandomState(0)
    sampled: list[str] = []
    for j in range(num_iterations):
        if j % len(names) == 0:
            rng.shuffle(names)
        X, Y = example(names[j % len(names)], char_to_ix)
        result = optimize(X, Y, hidden, parameters, learning_rate=0.01)
        hidden = result[2]
        if j % 1000 == 0:
            sampled += [
                get_sample(sample(parameters, char_to_ix, s), ix_to_char)
                for s in range(dino_names)
            ]
    return parameters, sampled[-1]


# %% wrong: the index does not wrap -> names_go_round
# say: The index runs past the end of the names: use j % len(examples).
# - idx = j % len(examples)
# + idx = j

# %% wrong: stays at the last name -> names_go_round
# say: After the first round only the last name is learned from: j % len(examples)
#     begins again.
# - idx = j % len(examples)
# + idx = min(j, len(examples) - 1)

# %% wrong: wraps one name too early -> names_go_round
# say: The last name is never learned from: the remainder is that by len(examples).
# - idx = j % len(examples)
# + idx = j % (len(examples) - 1)

# %% wrong: always the first name -> names_go_round
# say: Every iteration learns from the same name: name j is examples[j % len(examples)].
# - idx = j % len(examples)
# + idx = 0

# %% wrong: names at random -> names_go_round
# unnamed: random names each time; the criterion on turns says so
# - idx = j % len(examples)
# + idx = np.random.randint(len(examples))

# %% wrong: the quotient instead of the remainder -> names_go_round
# say: Each round uses one name only: % gives the remainder, // the quotient.
# - idx = j % len(examples)
# + idx = j // len(examples)

# %% wrong: one iteration is left out -> names_go_round
# say: There is an iteration too few: the loop runs num_iterations times.
# - for j in range(num_iterations):
# + for j in range(num_iterations - 1):

# %% wrong: no None in front -> inputs_are_built
# say: X has no None in front: the first input is None, then come the letters.
# - X = [None] + letters
# + X = letters

# %% wrong: None in front, and the last letter left out -> inputs_are_built
# say: The last letter is missing in X and the newline in Y: X is None and all letters,
#     Y is all letters and the newline.
# - X = [None] + letters
# - Y = X[1:] + [ix_newline]
# + X = [None] + letters[:-1]
# + Y = letters

# %% wrong: the newline is put in front instead of None -> inputs_are_built
# say: X begins with the newline: it begins with None.
# - X = [None] + letters
# + X = [char_to_ix["\n"]] + letters

# %% wrong: the newline is an input too -> inputs_are_built
# say: The newline stands at the end of X too: it is only a target.
# - X = [None] + letters
# + X = [None] + letters + [char_to_ix["\n"]]

# %% wrong: names are read backwards -> inputs_are_built
# say: X has the letters backwards.
# - X = [None] + letters
# + X = [None] + letters[::-1]

# %% wrong: the targets are the inputs -> targets_are_shifted
# say: The newline comes first in Y: it is the last target, after the letters.
# - Y = X[1:] + [ix_newline]
# + Y = [ix_newline] + X[1:]

# %% wrong: shifted by two -> targets_are_shifted
# say: The targets are shifted by two: Y[t] is the letter that comes right after X[t].
# - Y = X[1:] + [ix_newline]
# + Y = X[2:] + [ix_newline, ix_newline]

# %% wrong: no target for the end -> targets_are_shifted
# say: Y lacks the newline at its end: X and Y are equally long.
# - Y = X[1:] + [ix_newline]
# + Y = X[1:]

# %% wrong: the newline is taken for index 0 -> newline_is_the_last_target
# say: The last target is always the index 0: look it up as char_to_ix["\n"].
# - ix_newline = char_to_ix["\n"]
# + ix_newline = 0

# %% wrong: the first letter again instead of the newline -> newline_is_the_last_target
# say: The last target is the first letter again: it has to be the newline.
# - Y = X[1:] + [ix_newline]
# + Y = X[1:] + [X[1]]

# %% wrong: the hidden state is set back for every name -> state_goes_on
# say: Every name starts from a state of zeros: the state that optimize returns is the
#     a_prev of the next name.
# - cost, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.01)
# + a_prev = np.zeros((n_a, 1))
# + cost, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.01)

# %% wrong: the returned state is not kept -> state_goes_on
# say: Every name starts from a state of zeros: the state that optimize returns is the
#     a_prev of the next name.
# - cost, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.01)
# + cost, gradients, a = optimize(X, Y, a_prev, parameters, 0.01)

# %% wrong: starts from a random state -> state_goes_on
# say: The first a_prev is not zeros: it starts as np.zeros((n_a, 1)).
# - a_prev = np.zeros((n_a, 1))
# + a_prev = np.random.randn(n_a, 1)

# %% wrong: the sizes are swapped -> starts_small
# say: The sizes are swapped: the call is initialize_parameters(n_a, vocab_size,
#     vocab_size).
# - parameters = initialize_parameters(n_a, vocab_size, vocab_size)
# + parameters = initialize_parameters(vocab_size, n_a, n_a)

# %% wrong: written for 27 characters and 50 units -> starts_small
# say: The sizes are always 27 and 50: use vocab_size and n_a.
# - parameters = initialize_parameters(n_a, vocab_size, vocab_size)
# + parameters = initialize_parameters(50, 27, 27)

# %% wrong: all parameters start at zero -> starts_small
# say: All parameters start at zero: take them as initialize_parameters gives them.
# - a_prev = np.zeros((n_a, 1))
# + a_prev = np.zeros((n_a, 1))
# + parameters = {k: 0 * w for k, w in parameters.items()}

# %% wrong: the learning rate of another lesson -> rate_is_small
# say: The learning rate is 0.001: it has to be 0.01.
# - cost, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.01)
# + cost, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.001)

# %% wrong: a falling learning rate -> rate_is_small
# say: The learning rate becomes smaller from step to step: it has to be 0.01
#     throughout.
# - cost, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.01)
# + cost, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.01 / (j + 1))

# %% wrong: new parameters in every iteration -> parameters_go_on
# say: The parameters are made anew in every iteration: make them once, before the loop.
# - idx = j % len(examples)
# + idx = j % len(examples)
# + parameters = initialize_parameters(n_a, vocab_size, vocab_size)

# %% wrong: a copy is trained -> parameters_go_on
# say: The parameters are the same again in every iteration: give optimize the
#     parameters themselves, and leave them as it changed them.
# - cost, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.01)
# + trained = copy.deepcopy(parameters)
# + cost, gradients, a_prev = optimize(X, Y, a_prev, trained, 0.01)

# %% wrong: the parameters from before the training are returned -> parameters_go_on
# say: The parameters that come back are those from before the training: return the
#     trained ones.
# - a_prev = np.zeros((n_a, 1))
# + a_prev = np.zeros((n_a, 1))
# + first = copy.deepcopy(parameters)
# - return parameters, last_name
# + return first, last_name

# %% wrong: the gradients are returned as the state -> state_goes_on
# say: The a_prev of the next name is one of the gradients: optimize returns loss,
#     gradients, state, in this order.
# - cost, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.01)
# + cost, a_prev, gradients = optimize(X, Y, a_prev, parameters, 0.01)
# + a_prev = a_prev["db"]

# %% wrong: the name is never sampled -> last_name_is_returned
# say: The name that comes back was never sampled: last_name is what get_sample makes of
#     the indices.
# - last_name = get_sample(indices, ix_to_char)
# + last = get_sample(indices, ix_to_char)
# - print(last_name.replace("\n", ""))

# %% wrong: a name of the data is returned -> last_name_is_returned
# say: The name that comes back is one of data_x: return the last one that was sampled.
# - return parameters, last_name
# + return parameters, examples[idx]

# %% wrong: the first name that was sampled is returned -> last_name_is_returned
# say: The first name that was sampled comes back: return the last one.
# - last_name = get_sample(indices, ix_to_char)
# + last_name = get_sample(indices, ix_to_char) if seed == 0 else last_name

# %% wrong: only the parameters are returned -> something_is_learned
# say: Only the parameters come back: return the pair (parameters, last_name).
# - return parameters, last_name
# + return parameters

# %% wrong: names as they stand in data_x -> examples_are_used
# say: Spaces around a name are kept: learn from the names in `examples`, which are
#     stripped.
# - letters = [char_to_ix[char] for char in examples[idx]]
# + letters = [char_to_ix[char] for char in data_x[idx]]

# %% wrong: data_x cleaned, but in its own order -> examples_are_used
# say: The names come in their own order: learn from the shuffled `examples`.
# - letters = [char_to_ix[char] for char in examples[idx]]
# + letters = [char_to_ix[char] for char in data_x[idx].lower().strip()]

# %% right: capitals are kept, which the lesson's names do not have
# - examples = [name.lower().strip() for name in data_x]
# + examples = [name.strip() for name in data_x]

# %% wrong: spaces are kept -> examples_are_used
# say: Spaces around a name are kept: learn from the names in `examples`, which are
#     stripped.
# - examples = [name.lower().strip() for name in data_x]
# + examples = [name.lower() for name in data_x]

# %% wrong: the names are not shuffled -> examples_are_used
# say: The names come in their own order: learn from the shuffled `examples`.
# - np.random.shuffle(examples)
# + pass

# %% wrong: the caller's list is cleaned and shuffled -> examples_are_used
# say: The caller's list data_x is changed: shuffle a list of your own.
# - examples = [name.lower().strip() for name in data_x]
# + data_x[:] = [name.lower().strip() for name in data_x]
# + examples = data_x

# %% wrong: long names are cut -> names_go_round
# say: Long names are cut: X and Y have all letters of a name.
# - letters = [char_to_ix[char] for char in examples[idx]]
# + letters = [char_to_ix[char] for char in examples[idx][:10]]

# %% wrong: the hidden state is set back after every round -> state_goes_on
# say: The state is set back to zeros after every round: it goes on from name to name,
#     always.
# - idx = j % len(examples)
# + idx = j % len(examples)
# + a_prev = a_prev if idx else np.zeros((n_a, 1))

# %% wrong: one iteration too many -> names_go_round
# say: There is an iteration too many: the loop runs num_iterations times.
# - for j in range(num_iterations):
# + for j in range(num_iterations + 1):

# %% wrong: counted from one -> last_name_is_returned
# say: The iterations are counted from one: range(num_iterations) begins at 0, with the
#     first name.
# - for j in range(num_iterations):
# + for j in range(1, num_iterations + 1):

# %% wrong: an iteration is a whole round -> names_go_round
# unnamed: it takes more steps than the diagnosis has time for; the criterion on turns
#     says so
# - idx = j % len(examples)
# + for idx in range(len(examples) - 1):
# +     some = [char_to_ix[char] for char in examples[idx]]
# +     optimize([None] + some, some + [char_to_ix["\n"]], a_prev, parameters, 0.01)
# + idx = len(examples) - 1

# %% wrong: two steps on every name -> names_go_round
# say: There are two steps on every name: call optimize once an iteration.
# - cost, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.01)
# + cost, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.01)
# + cost, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.01)

# %% wrong: each name ten times in a row -> names_go_round
# say: Each name comes ten times in a row: name j is examples[j % len(examples)].
# - idx = j % len(examples)
# + idx = j // 10 % len(examples)

# %% wrong: X and Y are one list -> inputs_are_built
# say: X and Y are one and the same list, so that both get the None and the newline:
#     make two.
# - X = [None] + letters
# + X = letters
# - Y = X[1:] + [ix_newline]
# + Y = X
# + X.insert(0, None)
# + Y.append(ix_newline)

# %% wrong: X grows from name to name -> inputs_are_built
# say: X holds the letters of all names before, too: it has to be made anew for each
#     name.
# - a_prev = np.zeros((n_a, 1))
# + a_prev = np.zeros((n_a, 1))
# + seen = []
# - X = [None] + letters
# + seen += letters
# + X = [None] + seen

# %% wrong: what append returns -> targets_are_shifted
# unnamed: optimize says it in its own words
# - Y = X[1:] + [ix_newline]
# + Y = X[1:].append(ix_newline)

# %% wrong: the first letter is the last target -> newline_is_the_last_target
# say: The last target is another letter than the newline: it has to be
#     char_to_ix["\n"].
# - Y = X[1:] + [ix_newline]
# + Y = X[1:] + [ix_newline - 1]

# %% wrong: a flat state at first -> state_goes_on
# say: The first a_prev is flat: it has to be a column, (n_a, 1).
# - a_prev = np.zeros((n_a, 1))
# + a_prev = np.zeros(n_a)

# %% wrong: ones as the first state -> state_goes_on
# say: The first a_prev is ones: it starts as zeros.
# - a_prev = np.zeros((n_a, 1))
# + a_prev = np.ones((n_a, 1))

# %% wrong: the state fades -> state_goes_on
# say: The state is scaled between two names: hand on what optimize returns as it is.
# - cost, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.01)
# + cost, gradients, a_prev = optimize(X, Y, 0.5 * a_prev, parameters, 0.01)

# %% wrong: the state of the smallest loss is kept -> state_goes_on
# say: Every name starts from a state of zeros: the state that optimize returns is the
#     a_prev of the next name.
# - cost, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.01)
# + cost, gradients, new = optimize(X, Y, a_prev, parameters, 0.01)
# + a_prev = new if cost < loss / 2 else a_prev

# %% wrong: each letter once -> inputs_are_built
# say: Each letter of a name stands only once in X and Y, in the order of the alphabet:
#     keep the name as it is.
# - letters = [char_to_ix[char] for char in examples[idx]]
# + letters = [char_to_ix[char] for char in sorted(set(examples[idx]))]

# %% wrong: the global number of characters -> starts_small
# say: The number of characters is always 27: use vocab_size.
# - parameters = initialize_parameters(n_a, vocab_size, vocab_size)
# + parameters = initialize_parameters(n_a, 27, 27)

# %% wrong: the step is undone -> parameters_go_on
# say: The parameters are the same again in every iteration: give optimize the
#     parameters themselves, and leave them as it changed them.
# - cost, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.01)
# + before = copy.deepcopy(parameters)
# + cost, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.01)
# + parameters.update(before)

# %% wrong: the parameters are updated a second time -> parameters_go_on
# say: The parameters are changed once more after optimize, which has updated them
#     already.
# - cost, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.01)
# + cost, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.01)
# + parameters["by"] = parameters["by"] - 0.01

# %% wrong: update_parameters after optimize, which has called it -> parameters_go_on
# say: The parameters are updated twice: optimize has done it already.
# - cost, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.01)
# + cost, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.01)
# + update_parameters(parameters, gradients, 0.01)

# %% wrong: the best parameters are returned, not the last -> parameters_go_on
# say: The parameters that come back are not the last ones: return those after the last
#     step.
# - a_prev = np.zeros((n_a, 1))
# + a_prev = np.zeros((n_a, 1))
# + lowest, best = np.inf, parameters
# - cost, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.01)
# + before = copy.deepcopy(parameters)
# + cost, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.01)
# + if cost < lowest:
# +     lowest, best = cost, before
# - return parameters, last_name
# + return best, last_name

# %% wrong: the name is returned as indices -> last_name_is_returned
# say: The name comes back as indices: return what get_sample makes of them.
# - return parameters, last_name
# + return parameters, indices

# %% wrong: name and parameters are swapped -> last_name_is_returned
# say: Name and parameters come back in the wrong order: return (parameters, last_name).
# - return parameters, last_name
# + return last_name, parameters

# %% wrong: training ends after one round -> names_go_round
# say: Training ends after one round: it takes num_iterations steps, round after round.
# - idx = j % len(examples)
# + if j >= len(examples):
# +     break
# + idx = j


# %% right: a while loop, a copy is returned
def model(
    data_x,
    ix_to_char,
    char_to_ix,
    num_iterations=35000,
    n_a=50,
    dino_names=7,
    vocab_size=27,
    verbose=False,
):
    parameters = initialize_parameters(n_a, vocab_size, vocab_size)
    examples = [str(name).strip().lower() for name in data_x]
    random.seed(1)
    random.shuffle(examples)
    a_prev, last_name, j = np.zeros((n_a, 1)), "", 0
    while j < num_iterations:
        examples.append(name := examples.pop(0))
        Y = list(map(char_to_ix.get, name)) + [char_to_ix["\n"]]
        X = [None if t == 0 else Y[t - 1] for t in range(len(Y))]
        _, _, a_prev = optimize(X, Y, np.array(a_prev), parameters)
        if j % 2000 == 0:
            for seed in range(dino_names):
                last_name = "".join(
                    ix_to_char[i] for i in sample(parameters, char_to_ix, seed)
                )
        j += 1
    return dict(parameters), last_name.capitalize()


# %% right: indices in arrays, the None among them, and arguments by their names
def model(
    data_x,
    ix_to_char,
    char_to_ix,
    num_iterations=35000,
    n_a=50,
    dino_names=7,
    vocab_size=27,
    verbose=False,
):
    parameters = initialize_parameters(n_a, vocab_size, vocab_size)
    examples = [name.lower().strip() for name in data_x]
    np.random.seed(0)
    np.random.shuffle(examples)
    a_prev = np.zeros((n_a, 1))
    last_name = ""
    for j in range(num_iterations):
        name_ix = np.array([char_to_ix[char] for char in examples[j % len(examples)]])
        X = np.concatenate([[None], name_ix])
        Y = np.append(name_ix, char_to_ix["\n"])
        loss, gradients, a_prev = optimize(
            X=X, Y=Y, a_prev=a_prev, parameters=parameters, learning_rate=0.01
        )
        if j % 2000 == 0:
            for seed in range(dino_names):
                indices = sample(
                    parameters=parameters, char_to_ix=char_to_ix, seed=seed
                )
                last_name = get_sample(indices, ix_to_char)
    return parameters, last_name


# %% right: a deque, which None is put in front of
def model(
    data_x,
    ix_to_char,
    char_to_ix,
    num_iterations=35000,
    n_a=50,
    dino_names=7,
    vocab_size=27,
    verbose=False,
):
    from collections import deque

    parameters = initialize_parameters(n_a, vocab_size, vocab_size)
    names = [name.strip().lower() for name in data_x]
    random.shuffle(names)
    state = np.zeros((n_a, 1))
    written = ""
    for j in range(num_iterations):
        X = deque(char_to_ix[char] for char in names[j % len(names)])
        Y = [*X, char_to_ix["\n"]]
        X.appendleft(None)
        _, _, state = optimize(X, Y, state, parameters, learning_rate=0.01)
        if j % 2000 == 0:
            for seed in range(dino_names):
                written = get_sample(sample(parameters, char_to_ix, seed), ix_to_char)
    return parameters, written


# %% wrong: ignores data_x -> inputs_are_built
# say: The names in data_x are not used.
# - letters = [char_to_ix[char] for char in examples[idx]]
# + letters = [(7 * j + k) % (vocab_size - 1) for k in range(3 + idx % 5)]

# %% wrong: ignores ix_to_char -> last_name_is_returned
# say: The name is spelled with another alphabet than ix_to_char.
# - last_name = get_sample(indices, ix_to_char)
# + last_name = "".join("\nabcdefghijklmnopqrstuvwxyz"[i] for i in indices)

# %% wrong: ignores char_to_ix -> inputs_are_built
# say: The indices of the letters come from the alphabet: look each one up in
#     char_to_ix.
# - letters = [char_to_ix[char] for char in examples[idx]]
# + letters = [ord(char) - 96 for char in examples[idx]]

# %% wrong: ignores num_iterations -> names_go_round
# say: The number of iterations is fixed: use num_iterations.
# - for j in range(num_iterations):
# + for j in range(20):


# %% wrong: ignores n_a -> starts_small
# say: The hidden state always has 50 units: use n_a.
def model(
    data_x,
    ix_to_char,
    char_to_ix,
    num_iterations=35000,
    n_a=50,
    dino_names=7,
    vocab_size=27,
    verbose=False,
):
    parameters = initialize_parameters(50, vocab_size, vocab_size)
    examples = [name.lower().strip() for name in data_x]
    np.random.seed(0)
    np.random.shuffle(examples)
    a_prev = np.zeros((50, 1))
    last_name = "abc"
    for j in range(num_iterations):
        letters = [char_to_ix[char] for char in examples[j % len(examples)]]
        X = [None, *letters]
        Y = [*letters, char_to_ix["\n"]]
        _, _, a_prev = optimize(X, Y, a_prev, parameters, 0.01)
        if j % 2000 == 0:
            for seed in range(dino_names):
                indices = sample(parameters, char_to_ix, seed)
                last_name = get_sample(indices, ix_to_char)
    return parameters, last_name


# %% wrong: ignores vocab_size -> starts_small
# say: The number of characters is always 27: use vocab_size.
# - parameters = initialize_parameters(n_a, vocab_size, vocab_size)
# + parameters = initialize_parameters(n_a, 27, 27)

# %% wrong: ignores dino_names -> last_name_is_returned
# say: Always 7 names are sampled: use dino_names.
# - for seed in range(dino_names):
# + for seed in range(7):


# %% wrong: dull, nothing is trained -> inputs_are_built
# unnamed: nobody does that
def model(
    data_x,
    ix_to_char,
    char_to_ix,
    num_iterations=35000,
    n_a=50,
    dino_names=7,
    vocab_size=27,
    verbose=False,
):
    parameters = initialize_parameters(n_a, vocab_size, vocab_size)
    last_name = get_sample(sample(parameters, char_to_ix, 0), ix_to_char)
    return parameters, last_name


# %% wrong: dull, random letters for names -> inputs_are_built
# unnamed: random numbers each time
# - letters = [char_to_ix[char] for char in examples[idx]]
# + letters = np.random.randint(vocab_size, size=6).tolist()


# %% wrong: no None, and all letters -> inputs_are_built
# say: X has no None in front: the first input is None, then come the letters.
# - X = [None] + letters
# - Y = X[1:] + [ix_newline]
# + X = list(letters)
# + Y = X + [ix_newline]


# %% wrong: 0 in front -> inputs_are_built
# say: X begins with the index 0: it begins with None.
# - X = [None] + letters
# - Y = X[1:] + [ix_newline]
# + X = [0] + letters
# + Y = letters + [ix_newline]


# %% wrong: -1 at the end of Y -> newline_is_the_last_target
# say: The last target is -1: it has to be the index of the newline.
# - Y = X[1:] + [ix_newline]
# + Y = X[1:] + [-1]


# %% wrong: the first letter is no target -> targets_are_shifted
# say: The first letter is missing in Y: it has all letters, and then the newline.
# - Y = X[1:] + [ix_newline]
# + Y = X[2:] + [ix_newline]


# %% wrong: the first letter is left out -> inputs_are_built
# say: The first letter of every name is missing: X and Y have all letters.
# - letters = [char_to_ix[char] for char in examples[idx]]
# + letters = [char_to_ix[char] for char in examples[idx][1:]]


# %% wrong: the last letter is left out -> inputs_are_built
# say: The last letter of every name is missing: X and Y have all letters.
# - letters = [char_to_ix[char] for char in examples[idx]]
# + letters = [char_to_ix[char] for char in examples[idx][:-1]]


# %% wrong: the rate of a tenth -> rate_is_small
# say: The learning rate is 0.1: it has to be 0.01.
# - cost, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.01)
# + cost, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.1)


# %% wrong: optimize is called twice -> names_go_round
# say: There are two steps on every name: call optimize once an iteration.
# - cost, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.01)
# + optimize(X, Y, a_prev, parameters, 0.01)
# + cost, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.01)


# %% wrong: stops after one round -> names_go_round
# say: Training ends after one round: it takes num_iterations steps, round after round.
# - idx = j % len(examples)
# + if j >= len(examples):
# +     break
# + idx = j % len(examples)


# %% wrong: ignores data_x but for its first half -> names_go_round
# unnamed: nobody does that
# - examples = [name.lower().strip() for name in data_x]
# + examples = [name.lower().strip() for name in data_x[: len(data_x) // 2]]


# %% wrong: ignores ix_to_char in its order -> last_name_is_returned
# unnamed: nobody does that
# - loss = get_initial_loss(vocab_size, dino_names)
# + ix_to_char = dict(zip(ix_to_char, reversed(ix_to_char.values())))
# + loss = get_initial_loss(vocab_size, dino_names)
