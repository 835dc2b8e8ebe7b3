# ruff: noqa (answers are written as students write them, one after the other)

# %% right: the equations, one after the other
def rnn_step_forward(parameters, a_prev, x):
    Wax, Waa, Wya = parameters["Wax"], parameters["Waa"], parameters["Wya"]
    b, by = parameters["b"], parameters["by"]
    a_next = np.tanh(Wax @ x + Waa @ a_prev + b)
    p_t = softmax(Wya @ a_next + by)
    return a_next, p_t


# %% right: with np.dot, and a softmax of its own
def rnn_step_forward(parameters, a_prev, x):
    total = np.dot(parameters["Wax"], x) + np.dot(parameters["Waa"], a_prev)
    a = np.tanh(total + parameters["b"])
    scores = np.dot(parameters["Wya"], a) + parameters["by"]
    powers = np.exp(scores - np.max(scores))
    return [a, powers / np.sum(powers)]


# %% right: one matrix for state and input
def rnn_step_forward(parameters, a_prev, x):
    both = np.hstack([parameters["Waa"], parameters["Wax"]])
    a = np.tanh(both @ np.vstack([a_prev, x]) + parameters["b"])
    logits = np.einsum("vn,no->vo", parameters["Wya"], a) + parameters["by"]
    return a, softmax(logits)


# %% right: the column of the input, tanh from exponentials
def rnn_step_forward(parameters, a_prev, x):
    z = parameters["b"] + parameters["Waa"].dot(a_prev)
    for index in np.flatnonzero(x):
        z = z + parameters["Wax"][:, [index]] * x[index]
    a = 2 / (1 + np.exp(-2 * z)) - 1
    e = np.exp(parameters["by"] + parameters["Wya"].dot(a))
    return a, e / e.sum()


# %% wrong: the bias is added outside the tanh -> state_is_right
# say: The bias b is added after the tanh: it belongs inside, with the two products.
# - a_next = np.tanh(Wax @ x + Waa @ a_prev + b)
# + a_next = np.tanh(Wax @ x + Waa @ a_prev) + b

# %% wrong: no bias b -> state_is_right
# say: The bias b is missing from the new state.
# - a_next = np.tanh(Wax @ x + Waa @ a_prev + b)
# + a_next = np.tanh(Wax @ x + Waa @ a_prev)

# %% wrong: no tanh -> state_is_right
# say: The new state is the bare sum: it has to be the tanh of that sum.
# - a_next = np.tanh(Wax @ x + Waa @ a_prev + b)
# + a_next = Wax @ x + Waa @ a_prev + b

# %% wrong: a sigmoid -> state_is_right
# say: The new state is a sigmoid of the sum: this network uses tanh.
# - a_next = np.tanh(Wax @ x + Waa @ a_prev + b)
# + a_next = 1 / (1 + np.exp(-(Wax @ x + Waa @ a_prev + b)))

# %% wrong: Waa transposed -> state_is_right
# say: Waa is transposed: the product is Waa @ a_prev.
# - a_next = np.tanh(Wax @ x + Waa @ a_prev + b)
# + a_next = np.tanh(Wax @ x + Waa.T @ a_prev + b)

# %% wrong: predicts from the old state -> probabilities_are_right
# say: The probabilities are made from a_prev: they have to be made from the new state.
# - p_t = softmax(Wya @ a_next + by)
# + p_t = softmax(Wya @ a_prev + by)

# %% wrong: no bias by -> probabilities_are_right
# say: The bias by is missing from the logits.
# - p_t = softmax(Wya @ a_next + by)
# + p_t = softmax(Wya @ a_next)

# %% wrong: logits, not probabilities -> probabilities_are_right
# say: The logits come back as they are: the softmax makes probabilities of them.
# - p_t = softmax(Wya @ a_next + by)
# + p_t = Wya @ a_next + by

# %% wrong: powers that are not divided by their sum -> probabilities_are_right
# say: The powers are not divided by their sum: probabilities add up to 1.
# - p_t = softmax(Wya @ a_next + by)
# + p_t = np.exp(Wya @ a_next + by)

# %% wrong: a sigmoid for each character -> probabilities_are_right
# say: Each probability is a sigmoid of its own: the softmax makes them add up to 1.
# - p_t = softmax(Wya @ a_next + by)
# + p_t = 1 / (1 + np.exp(-(Wya @ a_next + by)))

# %% wrong: flat arrays -> columns
# say: Flat arrays come back: the state has the shape (n_a, 1), the probabilities (V, 1).
# - return a_next, p_t
# + return a_next.ravel(), p_t.ravel()

# %% wrong: probabilities first -> state_is_right
# say: The two results are in the wrong order: the state comes first.
# - return a_next, p_t
# + return p_t, a_next

# %% wrong: only the probabilities -> state_is_right
# say: Only the probabilities come back: the next step needs the new state too.
# - return a_next, p_t
# + return p_t

# %% wrong: overwrites the state -> nothing_changes
# say: The array a_prev is overwritten: the new state is a new array.
# - p_t = softmax(Wya @ a_next + by)
# + a_prev[:] = a_next
# + p_t = softmax(Wya @ a_next + by)

# %% wrong: adds into the bias -> nothing_changes
# say: The bias b of the caller is changed: b += … works in place.
# - a_next = np.tanh(Wax @ x + Waa @ a_prev + b)
# + b += Wax @ x + Waa @ a_prev
# + a_next = np.tanh(b)


# %% wrong: ignores parameters -> state_is_right
# say: The result has nothing to do with the parameters that were passed.
def rnn_step_forward(parameters, a_prev, x):
    some = np.random.default_rng(0)
    n_a, size = len(a_prev), len(x)
    a = np.tanh(some.normal(size=(n_a, size)) @ x + a_prev)
    return a, softmax(some.normal(size=(size, n_a)) @ a)


# %% wrong: ignores a_prev -> state_is_right
# say: The state before the step is not used: Waa @ a_prev belongs inside the tanh.
# - a_next = np.tanh(Wax @ x + Waa @ a_prev + b)
# + a_next = np.tanh(Wax @ x + b)

# %% wrong: ignores x -> state_is_right
# say: The input is not used: Wax @ x belongs inside the tanh.
# - a_next = np.tanh(Wax @ x + Waa @ a_prev + b)
# + a_next = np.tanh(Waa @ a_prev + b)


# %% wrong: dull, zeros -> state_is_right
# say: The state is zeros, and all characters are equally probable, whatever comes in.
def rnn_step_forward(parameters, a_prev, x):
    return np.zeros_like(a_prev), np.full_like(x, 1 / len(x))


# %% wrong: dull, random numbers -> state_is_right
# unnamed: random numbers each time
def rnn_step_forward(parameters, a_prev, x):
    p_t = np.random.rand(*x.shape)
    return np.random.uniform(-1, 1, a_prev.shape), p_t / p_t.sum()


# %% wrong: dull, not a number -> state_is_right
# unnamed: nobody does that
def rnn_step_forward(parameters, a_prev, x):
    return np.full(a_prev.shape, np.nan), np.full(x.shape, np.nan)


# %% wrong: a ReLU -> state_is_right
# say: The new state is a ReLU of the sum: this network uses tanh.
# - a_next = np.tanh(Wax @ x + Waa @ a_prev + b)
# + a_next = np.maximum(0, Wax @ x + Waa @ a_prev + b)

# %% wrong: the state goes through tanh once more -> probabilities_are_right
# say: The logits are made of tanh(a_next): the new state has been through tanh already.
# - p_t = softmax(Wya @ a_next + by)
# + p_t = softmax(Wya @ np.tanh(a_next) + by)

# %% wrong: the bias counts twice -> state_is_right
# say: The bias b is added twice: once, inside the tanh.
# - a_next = np.tanh(Wax @ x + Waa @ a_prev + b)
# + a_next = np.tanh(Wax @ x + b + Waa @ a_prev + b)

# %% wrong: the old state is multiplied entry by entry -> columns
# say: Waa * a_prev goes entry by entry, and the new state is a matrix: the product of a
#     matrix and a column is Waa @ a_prev.
# - a_next = np.tanh(Wax @ x + Waa @ a_prev + b)
# + a_next = np.tanh(Wax @ x + Waa * a_prev + b)

# %% wrong: the input is multiplied entry by entry -> columns
# say: Wax * x.T goes entry by entry, and the new state is a matrix: the product of a
#     matrix and a column is Wax @ x.
# - a_next = np.tanh(Wax @ x + Waa @ a_prev + b)
# + a_next = np.tanh(Wax * x.T + Waa @ a_prev + b)

# %% wrong: the old state is subtracted -> state_is_right
# say: Waa @ a_prev is subtracted: all three terms are added up.
# - a_next = np.tanh(Wax @ x + Waa @ a_prev + b)
# + a_next = np.tanh(Wax @ x - Waa @ a_prev + b)

# %% wrong: the softmax is taken twice -> probabilities_are_right
# say: The softmax is taken twice: once makes probabilities of the logits.
# - p_t = softmax(Wya @ a_next + by)
# + p_t = softmax(softmax(Wya @ a_next + by))

# %% wrong: logarithms of probabilities -> probabilities_are_right
# say: The logarithms of the probabilities come back: return the probabilities.
# - p_t = softmax(Wya @ a_next + by)
# + p_t = np.log(softmax(Wya @ a_next + by))

# %% wrong: a softmax over rows of one entry -> probabilities_are_right
# say: Every probability is 1: the powers have to be divided by the sum of the whole
#     column, axis=0.
# - p_t = softmax(Wya @ a_next + by)
# + powers = np.exp(Wya @ a_next + by)
# + p_t = powers / powers.sum(axis=1, keepdims=True)

# %% wrong: logits divided by their sum -> probabilities_are_right
# say: The logits are divided by their sum: take their powers of e first, as the softmax
#     does.
# - p_t = softmax(Wya @ a_next + by)
# + p_t = (Wya @ a_next + by) / (Wya @ a_next + by).sum()

# %% wrong: sigmoids divided by their sum -> probabilities_are_right
# say: Sigmoids are divided by their sum: the softmax divides powers of e by theirs.
# - p_t = softmax(Wya @ a_next + by)
# + p_t = 1 / (1 + np.exp(-(Wya @ a_next + by)))
# + p_t = p_t / p_t.sum()

# %% wrong: tanh of the logits -> probabilities_are_right
# say: The logits go through tanh: they are Wya @ a + by as it is.
# - p_t = softmax(Wya @ a_next + by)
# + p_t = softmax(np.tanh(Wya @ a_next + by))

# %% wrong: the most probable character -> columns
# say: The index of the most probable character comes back: return all probabilities.
# - return a_next, p_t
# + return a_next, np.argmax(p_t)

# %% wrong: only the state -> probabilities_are_right
# say: Only the new state comes back: the probabilities are asked for too.
# - return a_next, p_t
# + return a_next

# %% wrong: nothing comes back -> state_is_right
# say: Nothing comes back: return the new state and the probabilities.
# - return a_next, p_t
# + result = a_next, p_t

# %% wrong: three things come back -> state_is_right
# say: Three things come back: return two, the new state and the probabilities.
# - return a_next, p_t
# + return a_next, p_t, x

# %% wrong: the old state comes back -> state_is_right
# say: The state that came in comes back: return the new one.
# - return a_next, p_t
# + return a_prev.copy(), p_t

# %% wrong: probabilities come back flat -> columns
# say: The probabilities come back flat: they are a column, (V, 1).
# - return a_next, p_t
# + return a_next, p_t.ravel()


# %% wrong: ignores x in its place -> state_is_right
# unnamed: nobody does that
# - a_next = np.tanh(Wax @ x + Waa @ a_prev + b)
# + a_next = np.tanh(Wax @ np.roll(x, 1) + Waa @ a_prev + b)
