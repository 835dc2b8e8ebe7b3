# ruff: noqa (written from release/ alone, as different students would)


# %% right: student 1
def sample(parameters, char_to_ix, seed):
    Wax, Waa, Wya = parameters["Wax"], parameters["Waa"], parameters["Wya"]
    b, by = parameters["b"], parameters["by"]
    vocab_size, n_a = Wya.shape
    newline = char_to_ix["\n"]

    # The first input x (V, 1) and the state before it, a_prev (n_a, 1)
    x = np.zeros((vocab_size, 1))
    a_prev = np.zeros((n_a, 1))

    indices = []
    idx = -1
    counter = 0
    while idx != newline and counter != 50:
        np.random.seed(counter + seed)

        # One step forward; draw idx; append it; prepare x and a_prev
        a = np.tanh(Wax @ x + Waa @ a_prev + b)
        z = Wya @ a + by
        y = softmax(z)
        idx = np.random.choice(vocab_size, p=y.ravel())
        indices.append(idx)
        x = np.zeros((vocab_size, 1))
        x[idx] = 1
        a_prev = a

        seed += 1
        counter += 1

    if counter == 50:
        indices.append(newline)
    return indices


# %% right: student 2
def sample(parameters, char_to_ix, seed):
    Wax, Waa, Wya = parameters["Wax"], parameters["Waa"], parameters["Wya"]
    b, by = parameters["b"], parameters["by"]
    vocab_size, n_a = Wya.shape
    newline = char_to_ix["\n"]

    # The first input x (V, 1) and the state before it, a_prev (n_a, 1)
    x = np.zeros((vocab_size, 1))
    a_prev = np.zeros((n_a, 1))

    indices = []
    idx = -1
    counter = 0
    while idx != newline and counter != 50:
        np.random.seed(counter + seed)

        # One step forward; draw idx; append it; prepare x and a_prev
        # forward
        a = np.tanh(np.dot(Wax, x) + np.dot(Waa, a_prev) + b)
        z = np.dot(Wya, a) + by
        y = softmax(z)

        # sample
        idx = np.random.choice(list(range(vocab_size)), p=y.ravel())
        indices.append(idx)

        # next input
        x = np.zeros((vocab_size, 1))
        x[idx, 0] = 1
        a_prev = a

        seed += 1
        counter += 1

    if counter == 50:
        indices.append(newline)
    return indices


# %% right: student 3
def sample(parameters, char_to_ix, seed):
    Wax, Waa, Wya = parameters["Wax"], parameters["Waa"], parameters["Wya"]
    b, by = parameters["b"], parameters["by"]
    vocab_size, n_a = Wya.shape
    newline = char_to_ix["\n"]

    # The first input x (V, 1) and the state before it, a_prev (n_a, 1)
    x, a_prev = np.zeros((vocab_size, 1)), np.zeros((n_a, 1))

    indices = []
    idx = -1
    counter = 0
    while idx != newline and counter != 50:
        np.random.seed(counter + seed)

        # One step forward; draw idx; append it; prepare x and a_prev
        a_prev = np.tanh(Wax @ x + Waa @ a_prev + b)
        probs = softmax(Wya @ a_prev + by)
        idx = np.random.choice(vocab_size, p=probs.flatten())
        indices += [idx]
        x = np.eye(vocab_size)[:, [idx]]

        seed += 1
        counter += 1

    if counter == 50:
        indices.append(newline)
    return indices


# %% right: student 4
def sample(parameters, char_to_ix, seed):
    Wax, Waa, Wya = parameters["Wax"], parameters["Waa"], parameters["Wya"]
    b, by = parameters["b"], parameters["by"]
    vocab_size, n_a = Wya.shape
    newline = char_to_ix["\n"]

    # The first input x (V, 1) and the state before it, a_prev (n_a, 1)
    x = np.zeros([vocab_size, 1])
    a_prev = np.zeros([n_a, 1])

    indices = []
    idx = -1
    counter = 0
    while idx != newline and counter != 50:
        np.random.seed(counter + seed)

        # One step forward; draw idx; append it; prepare x and a_prev
        a_prev = np.tanh(np.matmul(Wax, x) + np.matmul(Waa, a_prev) + b)
        z = np.matmul(Wya, a_prev) + by
        e = np.exp(z - np.max(z))
        y = e / e.sum()
        idx = np.random.choice(range(vocab_size), p=y[:, 0])
        indices.append(idx)
        x[:] = 0
        x[idx] = 1

        seed += 1
        counter += 1

    if counter == 50:
        indices.append(newline)
    return indices


# %% right: student 5
def sample(parameters, char_to_ix, seed):
    Wax, Waa, Wya = parameters["Wax"], parameters["Waa"], parameters["Wya"]
    b, by = parameters["b"], parameters["by"]
    vocab_size, n_a = Wya.shape
    newline = char_to_ix["\n"]

    # The first input x (V, 1) and the state before it, a_prev (n_a, 1)
    x = np.zeros((vocab_size, 1))
    a_prev = np.zeros((n_a, 1))

    indices = []
    idx = -1
    counter = 0
    while idx != newline and counter != 50:
        np.random.seed(counter + seed)

        # One step forward; draw idx; append it; prepare x and a_prev
        a_prev, y = step_forward(parameters, a_prev, x)
        idx = np.random.choice(vocab_size, p=y.ravel())
        indices.append(idx)
        x = np.zeros((vocab_size, 1))
        x[idx] = 1

        seed += 1
        counter += 1

    if counter == 50:
        indices.append(newline)
    return indices


# %% right: student 6
def sample(parameters, char_to_ix, seed):
    Wax, Waa, Wya = parameters["Wax"], parameters["Waa"], parameters["Wya"]
    b, by = parameters["b"], parameters["by"]
    vocab_size, n_a = Wya.shape
    newline = char_to_ix["\n"]

    # The first input x (V, 1) and the state before it, a_prev (n_a, 1)
    x = np.zeros((Wax.shape[1], 1))
    a_prev = np.zeros((Waa.shape[0], 1))

    indices = []
    idx = -1
    counter = 0
    while idx != newline and counter != 50:
        np.random.seed(counter + seed)

        # One step forward; draw idx; append it; prepare x and a_prev
        a_next = np.tanh(Wax.dot(x) + Waa.dot(a_prev) + b)
        y_hat = softmax(Wya.dot(a_next) + by)
        idx = int(np.random.choice(vocab_size, p=np.ravel(y_hat)))
        indices.append(idx)
        x = np.zeros_like(x)
        x[idx] = 1.0
        a_prev = a_next

        seed += 1
        counter += 1

    if counter == 50:
        indices.append(newline)
    return indices


# %% right: student 7
# one hot encode the index
def make_one_hot(idx, size):
    vec = np.zeros((size, 1))
    vec[idx] = 1
    return vec


def sample(parameters, char_to_ix, seed):
    Wax, Waa, Wya = parameters["Wax"], parameters["Waa"], parameters["Wya"]
    b, by = parameters["b"], parameters["by"]
    vocab_size, n_a = Wya.shape
    newline = char_to_ix["\n"]

    x = np.zeros((vocab_size, 1))
    a_prev = np.zeros((n_a, 1))

    indices = []
    idx = -1
    counter = 0
    while idx != newline and counter != 50:
        np.random.seed(counter + seed)

        a_prev = np.tanh(Wax @ x + Waa @ a_prev + b)
        y = softmax(Wya @ a_prev + by)
        idx = np.random.choice(vocab_size, p=y.ravel())
        indices.append(idx)
        x = make_one_hot(idx, vocab_size)

        seed += 1
        counter += 1

    if counter == 50:
        indices.append(newline)
    return indices


# %% right: student 8
def sample(parameters, char_to_ix, seed):
    Wax, Waa, Wya = parameters["Wax"], parameters["Waa"], parameters["Wya"]
    b, by = parameters["b"], parameters["by"]
    vocab_size, n_a = Wya.shape
    newline = char_to_ix["\n"]

    # The first input x (V, 1) and the state before it, a_prev (n_a, 1)
    a_prev = np.zeros((n_a, 1))
    x = np.zeros((vocab_size, 1))

    indices = []
    idx = -1
    counter = 0
    while idx != newline and counter != 50:
        np.random.seed(counter + seed)

        # One step forward; draw idx; append it; prepare x and a_prev
        # equation 1
        a = np.tanh(Wax @ x + Waa @ a_prev + b)
        # equation 2
        z = Wya @ a + by
        # equation 3
        y = np.exp(z) / np.sum(np.exp(z))
        # draw
        idx = np.random.choice(np.arange(vocab_size), p=y.reshape(-1))
        indices.append(idx)
        x = np.zeros((vocab_size, 1))
        x[idx] = 1
        a_prev = a

        seed += 1
        counter += 1

    if counter == 50:
        indices.append(newline)
    return indices


# %% right: student 9
def sample(parameters, char_to_ix, seed):
    Wax, Waa, Wya = parameters["Wax"], parameters["Waa"], parameters["Wya"]
    b, by = parameters["b"], parameters["by"]
    vocab_size, n_a = Wya.shape
    newline = char_to_ix["\n"]

    # The first input x (V, 1) and the state before it, a_prev (n_a, 1)
    x = np.zeros((vocab_size, 1))
    a_prev = np.zeros((n_a, 1))

    indices = []
    idx = -1
    counter = 0
    while idx != newline and counter != 50:
        np.random.seed(counter + seed)

        # One step forward; draw idx; append it; prepare x and a_prev
        hidden = Wax @ x
        hidden = hidden + Waa @ a_prev
        hidden = hidden + b
        hidden = np.tanh(hidden)
        logits = Wya @ hidden + by
        probabilities = softmax(logits).ravel()
        idx = np.random.choice(vocab_size, p=probabilities)
        indices.append(idx)
        one_hot_vector = np.zeros((vocab_size, 1))
        one_hot_vector[idx] = 1
        x = one_hot_vector
        a_prev = hidden

        seed += 1
        counter += 1

    if counter == 50:
        indices.append(newline)
    return indices


# %% right: student 10
def sample(parameters, char_to_ix, seed):
    Wax, Waa, Wya = parameters["Wax"], parameters["Waa"], parameters["Wya"]
    b, by = parameters["b"], parameters["by"]
    vocab_size, n_a = Wya.shape
    newline = char_to_ix["\n"]

    # The first input x (V, 1) and the state before it, a_prev (n_a, 1)
    x = np.zeros((vocab_size, 1)); a_prev = np.zeros((n_a, 1))

    indices = []
    idx = -1
    counter = 0
    while idx != newline and counter != 50:
        np.random.seed(counter + seed)

        # One step forward; draw idx; append it; prepare x and a_prev
        a_prev = np.tanh(Wax@x + Waa@a_prev + b)
        y = softmax(Wya@a_prev + by)
        idx = np.random.choice(vocab_size, p=y.ravel())
        indices.append(idx)
        x = np.zeros((vocab_size, 1)); x[idx] = 1

        seed += 1
        counter += 1

    if counter == 50:
        indices.append(newline)
    return indices


# %% right: student 11
def sample(parameters, char_to_ix, seed):
    Wax, Waa, Wya = parameters["Wax"], parameters["Waa"], parameters["Wya"]
    b, by = parameters["b"], parameters["by"]
    vocab_size, n_a = Wya.shape
    newline = char_to_ix["\n"]

    # The first input x (V, 1) and the state before it, a_prev (n_a, 1)
    zeros = lambda n: np.zeros((n, 1))
    x = zeros(vocab_size)
    a_prev = zeros(n_a)

    indices = []
    idx = -1
    counter = 0
    while idx != newline and counter != 50:
        np.random.seed(counter + seed)

        # One step forward; draw idx; append it; prepare x and a_prev
        a_prev = np.tanh(Wax @ x + Waa @ a_prev + b)
        y = softmax(Wya @ a_prev + by)
        idx = np.random.choice(len(y), p=y.squeeze())
        indices.append(idx)
        x = zeros(vocab_size)
        x[idx] = 1

        seed += 1
        counter += 1

    if counter == 50:
        indices.append(newline)
    return indices
