# ruff: noqa (answers are written as students write them, one after the other)

# %% right: columns, as in the lesson
def sample(parameters, char_to_ix, seed):
    Waa, Wax, Wya = parameters["Waa"], parameters["Wax"], parameters["Wya"]
    b, by = parameters["b"], parameters["by"]
    vocab_size, n_a = by.shape[0], Waa.shape[1]
    x = np.zeros((vocab_size, 1))
    a_prev = np.zeros((n_a, 1))
    indices = []
    idx = -1
    counter = 0
    newline_character = char_to_ix["\n"]
    while idx != newline_character and counter != 50:
        a = np.tanh(Wax @ x + Waa @ a_prev + b)
        y = softmax(Wya @ a + by)
        np.random.seed(counter + seed)
        idx = np.random.choice(range(vocab_size), p=y.ravel())
        indices.append(idx)
        x = np.zeros((vocab_size, 1))  # again
        x[idx] = 1
        a_prev = a
        seed += 1
        counter += 1
    if counter == 50:
        indices.append(newline_character)
    return indices


# %% right: a column of Wax is gathered, no one-hot
def sample(parameters, char_to_ix, seed):
    p = parameters
    state = np.zeros_like(p["b"])
    result = []
    for t in range(50):
        drive = p["Wax"][:, result[-1]].reshape(-1, 1) if result else 0.0
        state = np.tanh(drive + p["Waa"].dot(state) + p["b"])
        np.random.seed(2 * t + seed)
        probabilities = softmax(p["Wya"].dot(state) + p["by"])[:, 0]
        result.append(int(np.random.choice(len(probabilities), p=probabilities)))
        if result[-1] == char_to_ix["\n"]:
            return result
    return result + [char_to_ix["\n"]]


# %% right: x is cleared in place, with a break
def sample(parameters, char_to_ix, seed):
    Waa, Wax, Wya = parameters["Waa"], parameters["Wax"], parameters["Wya"]
    b, by = parameters["b"], parameters["by"]
    size = len(by)
    x, a_prev = np.zeros((size, 1)), np.zeros((len(b), 1))
    indices, counter = [], 0
    end = char_to_ix["\n"]
    while counter < 50:
        a_prev = np.tanh(np.dot(Waa, a_prev) + b + np.dot(Wax, x))
        z = np.dot(Wya, a_prev) + by
        y = softmax(z)
        np.random.seed(counter + seed)
        idx = np.random.choice(np.arange(size), p=y.flatten())
        print("step", counter, "drew", idx)
        indices += [idx]
        if idx == end:
            break
        x.fill(0)
        x[idx, 0] = 1
        counter, seed = counter + 1, seed + 1
    else:
        indices.append(end)
    return indices


# %% right: flat vectors, a step function, type hints
def sample(parameters: dict, char_to_ix: dict, seed: int) -> list[int]:
    """Draw a name."""
    Wax, Waa, Wya, b, by = (parameters[k] for k in ("Wax", "Waa", "Wya", "b", "by"))

    def forward(x, h):
        h = np.tanh(Wax.dot(x) + Waa.dot(h) + b.ravel())
        scores = Wya.dot(h) + by.ravel()
        powers = np.exp(scores - np.max(scores))
        return h, powers / np.sum(powers)

    one_hot = np.eye(by.shape[0])
    x, h = np.zeros(by.shape[0]), np.zeros(b.shape[0])
    drawn: list[int] = []
    while len(drawn) < 50 and (not drawn or drawn[-1] != char_to_ix["\n"]):
        h, y = forward(x, h)
        np.random.seed(seed + 2 * len(drawn))
        drawn.append(np.random.choice(list(range(by.shape[0])), p=y))
        x = one_hot[drawn[-1]]
    if len(drawn) == 50:
        drawn.append(char_to_ix["\n"])
    return drawn


# %% right: drawn by inverting the distribution, returned as an array
def sample(parameters, char_to_ix, seed):
    newline, names = char_to_ix["\n"], []
    W = np.hstack([parameters["Wax"], parameters["Waa"], parameters["b"]])
    n = parameters["Wax"].shape[1]
    full = np.zeros(W.shape[1])
    full[-1] = 1.0
    for counter in range(50):
        full[n:-1] = np.tanh(W @ full)
        y = softmax(parameters["Wya"] @ full[n:-1] + parameters["by"][:, 0])
        np.random.seed(counter + seed + counter)
        index = int((np.cumsum(y) <= np.random.rand()).sum())
        names.append(index)
        if index == newline:
            break
        full[:n] = 0
        full[index] = 1
    else:
        names.append(newline)
    return np.array(names)


# %% wrong: the most likely character instead of a draw -> names_match
# say: The most probable character is taken each time: draw idx with np.random.choice
#     and the probabilities y.
# - idx = np.random.choice(range(vocab_size), p=y.ravel())
# + idx = int(np.argmax(y))

# %% wrong: drawn without the probabilities -> names_match
# say: All characters are drawn with equal chances: hand the probabilities to
#     np.random.choice, p=y.ravel().
# - idx = np.random.choice(range(vocab_size), p=y.ravel())
# + idx = np.random.choice(range(vocab_size))

# %% wrong: the hidden state is never handed on -> state_is_carried
# say: The state before has no effect: Waa a_prev is part of the new state, and a_prev
#     becomes the state just computed.
# - a_prev = a

# %% wrong: the ones of x pile up -> input_is_one_hot
# say: The ones of all characters drawn so far pile up in x: make a new vector of zeros
#     in every step.
# - x = np.zeros((vocab_size, 1))  # again

# %% wrong: x stays zero -> input_is_one_hot
# say: The input has no effect: set x[idx] = 1 for the character drawn, and Wax x is part
#     of the new state.
# - x[idx] = 1

# %% wrong: x holds the index instead of a one -> input_is_one_hot
# say: x is filled with the index: it has to be a one-hot vector, zeros and a single 1
#     at idx.
# - x[idx] = 1
# + x[:] = idx

# %% wrong: the input is the distribution, not the character drawn -> input_is_one_hot
# say: The probabilities y are the next input: it should be the one-hot vector of the
#     character drawn.
# - x[idx] = 1
# + x = y

# %% wrong: no newline at the cap -> cap_is_closed
# say: At 50 characters the newline is missing: append it then.
# - if counter == 50:
# - indices.append(newline_character)

# %% wrong: a newline is appended every time -> newline_only_once
# say: A newline is appended to every name: only one cut at 50 characters needs it.
# - if counter == 50:
# + if True:

# %% wrong: a newline where the name has one, and none at the cap -> cap_is_closed
# say: The newline is appended where the name has one already, and not at 50 characters,
#     where it is missing.
# - if counter == 50:
# + if idx == newline_character:

# %% wrong: the newline that ends a name is left out -> newline_only_once
# say: The newline that ends a name is left out: append every idx that is drawn, that
#     one too.
# - indices.append(idx)
# + if idx == newline_character:
# +     break
# + indices.append(idx)

# %% wrong: 51 characters before the cap -> cap_is_closed
# say: A name may have 51 characters: the loop ends when counter is 50.
# - while idx != newline_character and counter != 50:
# + while idx != newline_character and counter <= 50:

# %% wrong: 49 characters before the cap -> cap_is_closed
# say: A name is cut at 49 characters: the loop ends when counter is 50.
# - while idx != newline_character and counter != 50:
# + while idx != newline_character and counter < 49:
# - if counter == 50:
# + if counter == 49:

# %% wrong: b is forgotten -> biases_are_used
# say: The bias b is missing in the hidden state: a = tanh(Wax x + Waa a_prev + b).
# - a = np.tanh(Wax @ x + Waa @ a_prev + b)
# + a = np.tanh(Wax @ x + Waa @ a_prev)

# %% wrong: by is forgotten -> biases_are_used
# say: The bias by is missing in the scores: y = softmax(Wya a + by).
# - y = softmax(Wya @ a + by)
# + y = softmax(Wya @ a)

# %% wrong: a ReLU instead of tanh -> names_match
# say: The hidden state goes through a ReLU: equation (1) has tanh.
# - a = np.tanh(Wax @ x + Waa @ a_prev + b)
# + a = np.maximum(0, Wax @ x + Waa @ a_prev + b)

# %% wrong: no tanh at all -> names_match
# say: The hidden state lacks its tanh: a = tanh(Wax x + Waa a_prev + b).
# - a = np.tanh(Wax @ x + Waa @ a_prev + b)
# + a = Wax @ x + Waa @ a_prev + b

# %% wrong: the scores come from the state before -> names_match
# say: The scores come from the state before: y = softmax(Wya a + by) uses the state
#     just computed.
# - y = softmax(Wya @ a + by)
# + y = softmax(Wya @ a_prev + by)

# %% wrong: seeded once, before the loop -> seeds_advance
# say: The generator is seeded once, before the loop: it has to be seeded in every step,
#     with counter + seed.
# - counter = 0
# + counter = 0
# + np.random.seed(seed)
# - np.random.seed(counter + seed)

# %% wrong: the same seed in every step -> seeds_advance
# say: Every step draws with the same seed: seed and counter both have to grow by one a
#     step.
# - np.random.seed(counter + seed)
# + np.random.seed(seed)
# - seed += 1

# %% wrong: the same seed in every step, and no newline after 50 -> seeds_advance
# say: The seed grows by one a step where it should grow by two: counter and seed both
#     grow by one a step.
# - np.random.seed(counter + seed)
# + np.random.seed(seed)
# - if counter == 50:
# - indices.append(newline_character)

# %% wrong: the seed does not grow -> seeds_advance
# say: The seed grows by one a step where it should grow by two: counter and seed both
#     grow by one a step.
# - seed += 1

# %% wrong: the seed of the caller is ignored -> starts_at_zero
# say: The argument seed is not used: the generator is seeded with counter + seed.
# - np.random.seed(counter + seed)
# + np.random.seed(2 * counter)

# %% wrong: no seed at all -> starts_at_zero
# say: The draws are not seeded: call np.random.seed(counter + seed) in every step, and
#     draw with np.random.choice.
# - np.random.seed(counter + seed)

# %% wrong: starts as if a newline had come in -> starts_at_zero
# say: The first input is the one-hot vector of the newline: it should be zeros.
# - newline_character = char_to_ix["\n"]
# + newline_character = char_to_ix["\n"]
# + x[newline_character] = 1

# %% wrong: starts from a state of ones -> starts_at_zero
# say: The first state is ones: a_prev starts as zeros.
# - a_prev = np.zeros((n_a, 1))
# + a_prev = np.ones((n_a, 1))

# %% wrong: starts from a random state -> starts_at_zero
# unnamed: random numbers each time; the criterion on the first step says so
# - a_prev = np.zeros((n_a, 1))
# + a_prev = np.random.randn(n_a, 1)

# %% wrong: written for 27 characters -> other_sizes
# say: The number of characters is always 27: take it from the shape of by or Wya.
# - vocab_size, n_a = by.shape[0], Waa.shape[1]
# + vocab_size, n_a = 27, Waa.shape[1]

# %% wrong: the newline has the index 0 -> other_sizes
# say: The newline is taken to have the index 0: look it up as char_to_ix["\n"].
# - newline_character = char_to_ix["\n"]
# + newline_character = 0

# %% wrong: draws from the values of char_to_ix, in their order -> other_sizes
# say: Indices are drawn in the order of char_to_ix's values: draw from
#     range(vocab_size), which is the order of the rows of y.
# - idx = np.random.choice(range(vocab_size), p=y.ravel())
# + idx = np.random.choice(list(char_to_ix.values()), p=y.ravel())

# %% wrong: the bias is added to in place -> parameters_are_only_read
# say: The parameter b is changed in place: b += … writes into the network.
# - a = np.tanh(Wax @ x + Waa @ a_prev + b)
# + b += Wax @ x + Waa @ a_prev
# + a = np.tanh(b)

# %% wrong: a bias is made flat where it is kept -> parameters_are_only_read
# say: The parameter b has another shape afterwards: parameters are only read.
# - return indices
# + parameters["b"] = b.ravel()
# + return indices

# %% wrong: characters instead of indices -> names_match
# say: Characters come back: append the index idx itself.
# - indices.append(idx)
# + indices.append(list(char_to_ix)[list(char_to_ix.values()).index(idx)])

# %% wrong: the list is not returned -> names_match
# say: Nothing is returned: return indices, after the loop.
# - return indices

# %% wrong: the bias is added outside the tanh -> names_match
# say: The bias b is added outside the tanh: it belongs inside, tanh(Wax x + Waa a_prev
#     + b).
# - a = np.tanh(Wax @ x + Waa @ a_prev + b)
# + a = np.tanh(Wax @ x + Waa @ a_prev) + b

# %% wrong: the recurrent weights the other way round -> state_is_carried
# say: Waa is used the other way round (transposed): the product is Waa @ a_prev.
# - a = np.tanh(Wax @ x + Waa @ a_prev + b)
# + a = np.tanh(Wax @ x + Waa.T @ a_prev + b)

# %% wrong: a sigmoid instead of tanh -> names_match
# say: The hidden state goes through a sigmoid: equation (1) has tanh.
# - a = np.tanh(Wax @ x + Waa @ a_prev + b)
# + a = 1 / (1 + np.exp(-(Wax @ x + Waa @ a_prev + b)))

# %% wrong: two draws in a step -> starts_at_zero
# say: Two characters are drawn in each step and one is thrown away: draw exactly once.
# - idx = np.random.choice(range(vocab_size), p=y.ravel())
# + np.random.choice(range(vocab_size), p=y.ravel())
# + idx = np.random.choice(range(vocab_size), p=y.ravel())

# %% wrong: one list for all names, as a default -> starts_at_zero
# unnamed: the list grows from call to call, so that no two calls are alike; criteria
#     say so
# - def sample(parameters, char_to_ix, seed):
# + def sample(parameters, char_to_ix, seed, indices=[]):
# - indices = []
# + indices = indices

# %% wrong: the state of the name before is where a name starts -> starts_at_zero
# unnamed: it depends on the calls before; criteria say so
# - a_prev = np.zeros((n_a, 1))
# + global memory
# + a_prev = globals().get("memory", np.zeros((n_a, 1)))
# + a_prev = a_prev if a_prev.shape == (n_a, 1) else np.zeros((n_a, 1))
# - a_prev = a
# + a_prev = memory = a

# %% wrong: the newline is taken out of char_to_ix -> parameters_are_only_read
# say: The newline is missing in char_to_ix afterwards: look it up, do not pop it.
# - newline_character = char_to_ix["\n"]
# + newline_character = char_to_ix.pop("\n")

# %% wrong: the likeliest half only -> names_match
# say: Improbable characters are never drawn: draw with y as it is.
# - idx = np.random.choice(range(vocab_size), p=y.ravel())
# + y = np.where(y < np.median(y), 0, y)
# + idx = np.random.choice(range(vocab_size), p=y.ravel() / y.sum())

# %% wrong: sharpened -> names_match
# say: The scores are scaled before the softmax: y = softmax(Wya a + by).
# - y = softmax(Wya @ a + by)
# + y = softmax(2 * (Wya @ a + by))

# %% wrong: the newline is never drawn -> names_match
# say: The newline is never drawn: its probability has to stay in y, or no name ends
#     before 50 characters.
# - y = softmax(Wya @ a + by)
# + y = softmax(Wya @ a + by)
# + y[newline_character] = 0
# + y = y / y.sum()


# %% right: everything in a helper that yields
def letters(parameters, newline, seed):
    Wax, Waa, Wya, b, by = map(parameters.get, ("Wax", "Waa", "Wya", "b", "by"))
    a, chosen = np.zeros(b.shape), None
    for step in range(50):
        z = Waa @ a + b
        if chosen is not None:
            z += Wax[:, chosen : chosen + 1]
        a = np.tanh(z)
        np.random.seed(seed + step * 2)
        chosen = np.random.choice(by.size, 1, p=np.squeeze(softmax(Wya @ a + by)))[0]
        yield chosen
        if chosen == newline:
            return
    yield newline


def sample(parameters, char_to_ix, seed=0):
    return [int(index) for index in letters(parameters, char_to_ix["\n"], seed)]


# %% right: the loop until it breaks, np.dot, einsum
def sample(parameters, char_to_ix, seed):
    x = np.zeros((parameters["by"].shape[0], 1), dtype=int)
    a_prev = np.zeros((parameters["Waa"].shape[0], 1))
    indices = list()
    counter = 0
    while True:
        a_prev = np.tanh(
            np.einsum("ij,jk->ik", parameters["Wax"], x)
            + np.dot(parameters["Waa"], a_prev)
            + parameters["b"]
        )
        y = softmax(np.dot(parameters["Wya"], a_prev) + parameters["by"])
        np.random.seed(counter + seed)
        idx = np.random.choice([i for i in range(len(y))], p=y[:, 0].tolist())
        indices.append(idx.item())
        x = (np.arange(len(y)) == idx).astype(int)[:, np.newaxis]
        counter, seed = counter + 1, seed + 1
        if idx == char_to_ix["\n"] or counter == 50:
            break
    if counter == 50:
        indices.append(char_to_ix["\n"])
    return indices


# %% wrong: ignores parameters -> names_match
# say: All characters are equally probable: y comes from the network, softmax(Wya a +
#     by).
# - y = softmax(Wya @ a + by)
# + y = np.full((vocab_size, 1), 1 / vocab_size)

# %% wrong: ignores char_to_ix -> other_sizes
# say: The newline is taken to have the index 0: look it up as char_to_ix["\n"].
# - newline_character = char_to_ix["\n"]
# + newline_character = 0

# %% wrong: ignores seed -> seeds_advance
# say: The argument seed is not used: the generator is seeded with counter + seed.
# - np.random.seed(counter + seed)
# + np.random.seed(2 * counter)


# %% wrong: dull, a list of newlines -> names_match
# unnamed: nobody does that
def sample(parameters, char_to_ix, seed):
    return [char_to_ix["\n"]] * 51


# %% wrong: dull, random indices -> names_match
# unnamed: random numbers each time
def sample(parameters, char_to_ix, seed):
    indices = np.random.randint(len(char_to_ix), size=50).tolist()
    return [*(i for i in indices if i != char_to_ix["\n"]), char_to_ix["\n"]]


# %% wrong: dull, the visible example -> names_match
# unnamed: nobody does that
def sample(parameters, char_to_ix, seed):
    name = [23, 16, 26, 26, 24, 3, 21, 1, 7, 24, 15, 3, 25, 20, 6, 13]
    return [*name, 10, 8, 20, 12, 2, 0]


# %% wrong: a flat x, and one column of the matrix that comes of it -> names_match
# say: x is a flat vector, which makes a matrix of the state: x and a_prev are columns
#     of zeros, (V, 1) and (n_a, 1).
def sample(parameters, char_to_ix, seed):
    Wax, Waa, Wya = parameters["Wax"], parameters["Waa"], parameters["Wya"]
    b, by = parameters["b"], parameters["by"]
    x, a = np.zeros(len(by)), np.zeros((len(b), 1))
    indices, idx, counter = [], -1, 0
    while idx != char_to_ix["\n"] and counter != 50:
        np.random.seed(counter + seed)
        a = np.tanh(np.dot(Wax, x) + np.dot(Waa, a) + b)
        y = softmax(np.dot(Wya, a) + by)
        idx = np.random.choice(range(len(by)), p=y[:, 0])
        indices.append(idx)
        x = np.zeros(len(by))
        x[idx] = 1
        seed += 1
        counter += 1
    if counter == 50:
        indices.append(char_to_ix["\n"])
    return indices


# %% wrong: the recurrent weights are forgotten -> state_is_carried
# say: The state before has no effect: Waa a_prev is part of the new state, and a_prev
#     becomes the state just computed.
# - a = np.tanh(Wax @ x + Waa @ a_prev + b)
# + a = np.tanh(Wax @ x + b)


# %% wrong: the softmax of a softmax -> names_match
# say: The softmax is taken twice: y is the softmax of the scores, once.
# - y = softmax(Wya @ a + by)
# + y = softmax(softmax(Wya @ a + by))


# %% wrong: seeded by the counter alone -> starts_at_zero
# say: The argument seed is not used: the generator is seeded with counter + seed.
# - np.random.seed(counter + seed)
# + np.random.seed(counter)


# %% wrong: seeded after the draw -> names_match
# say: The generator is seeded after the draw: seed it before idx is drawn.
# - np.random.seed(counter + seed)
# - idx = np.random.choice(range(vocab_size), p=y.ravel())
# + idx = np.random.choice(range(vocab_size), p=y.ravel())
# + np.random.seed(counter + seed)


# %% wrong: goes on after the newline -> names_match
# say: Every name has 50 characters: it ends with its first newline.
# - while idx != newline_character and counter != 50:
# + while counter != 50:


# %% wrong: the indices are turned around -> names_match
# say: The indices come back in reverse: return them in the order in which they are drawn.
# - return indices
# + return indices[::-1]


# %% wrong: the input weights are forgotten -> input_is_one_hot
# say: The input has no effect: set x[idx] = 1 for the character drawn, and Wax x is part
#     of the new state.
# - a = np.tanh(Wax @ x + Waa @ a_prev + b)
# + a = np.tanh(Waa @ a_prev + b)


# %% wrong: starts from an input of ones -> starts_at_zero
# say: The first input is ones: x starts as zeros.
# - newline_character = char_to_ix["\n"]
# + newline_character = char_to_ix["\n"]
# + x[:] = 1


# %% wrong: x holds the index at its place -> input_is_one_hot
# say: x has the index itself at its place: a one-hot vector has a 1 there.
# - x[idx] = 1
# + x[idx] = idx


# %% wrong: appended twice -> names_match
# say: Every index is in the list twice: append idx once a step.
# - indices.append(idx)
# + indices.append(idx)
# + indices.append(idx)


# %% wrong: appended before the draw -> names_match
# say: The list begins with -1, and every index comes a step late: append idx after it
#     has been drawn.
# - idx = np.random.choice(range(vocab_size), p=y.ravel())
# - indices.append(idx)
# + indices.append(idx)
# + idx = np.random.choice(range(vocab_size), p=y.ravel())


# %% wrong: nothing is appended -> names_match
# say: Nothing is appended: put every idx that is drawn into indices.
# - indices.append(idx)


# %% wrong: the probabilities are appended -> names_match
# say: The probabilities y are appended: append the index idx.
# - indices.append(idx)
# + indices.append(y)


# %% wrong: a text comes back -> names_match
# say: A text comes back: return the list of the indices.
# - return indices
# + return "".join(sorted(char_to_ix, key=char_to_ix.get)[i] for i in indices)


# %% wrong: the return stands in the loop -> names_match
# say: The function returns after the first character: the return belongs after the loop.
# - counter += 1
# + counter += 1
# + return indices


# %% wrong: the scores go through tanh -> names_match
# say: The scores go through tanh: y is the softmax of Wya a + by as it is.
# - y = softmax(Wya @ a + by)
# + y = softmax(np.tanh(Wya @ a + by))


# %% wrong: sigmoids divided by their sum -> names_match
# say: Sigmoids are divided by their sum: the softmax divides powers of e by theirs.
# - y = softmax(Wya @ a + by)
# + y = 1 / (1 + np.exp(-(Wya @ a + by)))
# + y = y / y.sum()


# %% wrong: the bias by counts twice -> biases_are_used
# say: The bias by is added twice: y = softmax(Wya a + by).
# - y = softmax(Wya @ a + by)
# + y = softmax(Wya @ a + by + by)


# %% wrong: the state goes through tanh twice -> state_is_carried
# say: The state that is handed on has been through tanh once more: a_prev is the state
#     just computed, as it is.
# - a_prev = a
# + a_prev = np.tanh(a)


# %% wrong: a generator of its own, by the seed -> names_match
# say: The draw comes from a generator of its own: np.random.choice is what
#     np.random.seed(counter + seed) sets.
# - idx = np.random.choice(range(vocab_size), p=y.ravel())
# + idx = np.random.default_rng(seed).choice(vocab_size, p=y.ravel())


# %% wrong: a generator of its own, by counter and seed -> names_match
# say: The draw comes from a generator of its own: np.random.choice is what
#     np.random.seed(counter + seed) sets.
# - idx = np.random.choice(range(vocab_size), p=y.ravel())
# + idx = np.random.default_rng(counter + seed).choice(vocab_size, p=y.ravel())


# %% wrong: the generator of Python -> starts_at_zero
# say: The draws are not seeded: call np.random.seed(counter + seed) in every step, and
#     draw with np.random.choice.
# - idx = np.random.choice(range(vocab_size), p=y.ravel())
# + idx = random.choices(range(vocab_size), weights=y.ravel())[0]


# %% wrong: ignores parameters themselves, half of them count -> names_match
# unnamed: nobody does that
# - Waa, Wax, Wya = parameters["Waa"], parameters["Wax"], parameters["Wya"]
# - b, by = parameters["b"], parameters["by"]
# + Waa, Wax, Wya = (parameters[name] / 2 for name in ("Waa", "Wax", "Wya"))
# + b, by = parameters["b"] / 2, parameters["by"] / 2
