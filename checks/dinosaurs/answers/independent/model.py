# ruff: noqa (written from release/ alone, as different students would)


# %% right: student 1
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
    last_name = ""

    for j in range(num_iterations):
        # Make X and Y of example j, and call optimize for curr_loss,
        # gradients and the next a_prev
        name = examples[j % len(examples)]
        ixs = [char_to_ix[char] for char in name]
        X = [None] + ixs
        Y = ixs + [char_to_ix["\n"]]
        curr_loss, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.01)

        if verbose and j == 0:
            print("first example:", examples[0])
            print("X =", X)
            print("Y =", Y, "\n")

        loss = smooth(loss, curr_loss)
        if j % 2000 == 0:
            print(f"Iteration: {j}, Loss: {loss:.6f}\n")
            for seed in range(dino_names):
                indices = sample(parameters, char_to_ix, seed)
                last_name = get_sample(indices, ix_to_char)
                print(last_name.replace("\n", ""))
            print()

    return parameters, last_name


# %% right: student 2
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
    last_name = ""

    for j in range(num_iterations):
        # Make X and Y of example j, and call optimize for curr_loss,
        # gradients and the next a_prev
        index = j % len(examples)
        X = [None] + [char_to_ix[ch] for ch in examples[index]]
        Y = X[1:] + [char_to_ix["\n"]]
        curr_loss, gradients, a_prev = optimize(X, Y, a_prev, parameters, learning_rate=0.01)

        if verbose and j == 0:
            print("first example:", examples[0])
            print("X =", X)
            print("Y =", Y, "\n")

        loss = smooth(loss, curr_loss)
        if j % 2000 == 0:
            print(f"Iteration: {j}, Loss: {loss:.6f}\n")
            for seed in range(dino_names):
                indices = sample(parameters, char_to_ix, seed)
                last_name = get_sample(indices, ix_to_char)
                print(last_name.replace("\n", ""))
            print()

    return parameters, last_name


# %% right: student 3
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
    last_name = ""

    for j in range(num_iterations):
        # Make X and Y of example j, and call optimize for curr_loss,
        # gradients and the next a_prev
        example = examples[j % len(examples)]
        X = [None, *(char_to_ix[c] for c in example)]
        Y = [*X[1:], char_to_ix["\n"]]
        curr_loss, gradients, a_prev = optimize(X, Y, a_prev, parameters)

        if verbose and j == 0:
            print("first example:", examples[0])
            print("X =", X)
            print("Y =", Y, "\n")

        loss = smooth(loss, curr_loss)
        if j % 2000 == 0:
            print(f"Iteration: {j}, Loss: {loss:.6f}\n")
            for seed in range(dino_names):
                indices = sample(parameters, char_to_ix, seed)
                last_name = get_sample(indices, ix_to_char)
                print(last_name.replace("\n", ""))
            print()

    return parameters, last_name


# %% right: student 4
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
    last_name = ""

    for j in range(num_iterations):
        # Make X and Y of example j, and call optimize for curr_loss,
        # gradients and the next a_prev
        word = examples[j % len(examples)]
        letters = []
        for letter in word:
            letters.append(char_to_ix[letter])
        X = [None]
        X.extend(letters)
        Y = letters.copy()
        Y.append(char_to_ix["\n"])
        curr_loss, gradients, a_prev = optimize(
            X, Y, a_prev, parameters, learning_rate=0.01
        )

        if verbose and j == 0:
            print("first example:", examples[0])
            print("X =", X)
            print("Y =", Y, "\n")

        loss = smooth(loss, curr_loss)
        if j % 2000 == 0:
            print(f"Iteration: {j}, Loss: {loss:.6f}\n")
            for seed in range(dino_names):
                indices = sample(parameters, char_to_ix, seed)
                last_name = get_sample(indices, ix_to_char)
                print(last_name.replace("\n", ""))
            print()

    return parameters, last_name


# %% right: student 5
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
    last_name = ""

    for j in range(num_iterations):
        # Make X and Y of example j, and call optimize for curr_loss,
        # gradients and the next a_prev
        # start again after the last name
        idx = j
        while idx >= len(examples):
            idx = idx - len(examples)

        single_example = examples[idx]
        single_example_ix = [char_to_ix[c] for c in single_example]
        X = [None] + single_example_ix
        Y = single_example_ix + [char_to_ix["\n"]]
        curr_loss, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.01)

        if verbose and j == 0:
            print("first example:", examples[0])
            print("X =", X)
            print("Y =", Y, "\n")

        loss = smooth(loss, curr_loss)
        if j % 2000 == 0:
            print(f"Iteration: {j}, Loss: {loss:.6f}\n")
            for seed in range(dino_names):
                indices = sample(parameters, char_to_ix, seed)
                last_name = get_sample(indices, ix_to_char)
                print(last_name.replace("\n", ""))
            print()

    return parameters, last_name


# %% right: student 6
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
    last_name = ""

    for j in range(num_iterations):
        # Make X and Y of example j, and call optimize for curr_loss,
        # gradients and the next a_prev
        name = examples[j % len(examples)]
        Y = [char_to_ix[char] for char in name + "\n"]
        X = [None] + Y[:-1]
        curr_loss, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.01)

        if verbose and j == 0:
            print("first example:", examples[0])
            print("X =", X)
            print("Y =", Y, "\n")

        loss = smooth(loss, curr_loss)
        if j % 2000 == 0:
            print(f"Iteration: {j}, Loss: {loss:.6f}\n")
            for seed in range(dino_names):
                indices = sample(parameters, char_to_ix, seed)
                last_name = get_sample(indices, ix_to_char)
                print(last_name.replace("\n", ""))
            print()

    return parameters, last_name


# %% right: student 7
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
    last_name = ""

    for j in range(num_iterations):
        # Make X and Y of example j, and call optimize for curr_loss,
        # gradients and the next a_prev
        name = examples[j % len(examples)]
        indices_of_name = list(map(char_to_ix.get, name))
        X = [None] + indices_of_name
        Y = indices_of_name + [char_to_ix["\n"]]
        result = optimize(X, Y, a_prev, parameters, 0.01)
        curr_loss = result[0]
        gradients = result[1]
        a_prev = result[2]

        if verbose and j == 0:
            print("first example:", examples[0])
            print("X =", X)
            print("Y =", Y, "\n")

        loss = smooth(loss, curr_loss)
        if j % 2000 == 0:
            print(f"Iteration: {j}, Loss: {loss:.6f}\n")
            for seed in range(dino_names):
                indices = sample(parameters, char_to_ix, seed)
                last_name = get_sample(indices, ix_to_char)
                print(last_name.replace("\n", ""))
            print()

    return parameters, last_name


# %% right: student 8
def inputs_and_targets(name, char_to_ix):
    ids = [char_to_ix[char] for char in name]
    return [None] + ids, ids + [char_to_ix["\n"]]


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
    last_name = ""

    for j in range(num_iterations):
        X, Y = inputs_and_targets(examples[j % len(examples)], char_to_ix)
        curr_loss, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.01)

        if verbose and j == 0:
            print("first example:", examples[0])
            print("X =", X)
            print("Y =", Y, "\n")

        loss = smooth(loss, curr_loss)
        if j % 2000 == 0:
            print(f"Iteration: {j}, Loss: {loss:.6f}\n")
            for seed in range(dino_names):
                indices = sample(parameters, char_to_ix, seed)
                last_name = get_sample(indices, ix_to_char)
                print(last_name.replace("\n", ""))
            print()

    return parameters, last_name


# %% right: student 9
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
    last_name = ""

    for j in range(num_iterations):
        # Make X and Y of example j, and call optimize for curr_loss,
        # gradients and the next a_prev
        n = len(examples)
        example_ids = [char_to_ix[c] for c in examples[j % n]]

        X = [None]
        Y = []
        for i in example_ids:
            X.append(i)
            Y.append(i)
        Y.append(char_to_ix["\n"])

        curr_loss, gradients, a_prev = optimize(X, Y, a_prev, parameters, 0.01)

        if verbose and j == 0:
            print("first example:", examples[0])
            print("X =", X)
            print("Y =", Y, "\n")

        loss = smooth(loss, curr_loss)
        if j % 2000 == 0:
            print(f"Iteration: {j}, Loss: {loss:.6f}\n")
            for seed in range(dino_names):
                indices = sample(parameters, char_to_ix, seed)
                last_name = get_sample(indices, ix_to_char)
                print(last_name.replace("\n", ""))
            print()

    return parameters, last_name


# %% right: student 10
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
    last_name = ""

    for j in range(num_iterations):
        # Make X and Y of example j, and call optimize for curr_loss,
        # gradients and the next a_prev
        current = examples[j % len(examples)]
        X, Y = [None], []
        for char in current:
            X.append(char_to_ix[char])
            Y.append(char_to_ix[char])
        Y.append(char_to_ix["\n"])
        learning_rate = 0.01
        curr_loss, gradients, a_prev = optimize(X, Y, a_prev, parameters, learning_rate)

        if verbose and j == 0:
            print("first example:", examples[0])
            print("X =", X)
            print("Y =", Y, "\n")

        loss = smooth(loss, curr_loss)
        if j % 2000 == 0:
            print(f"Iteration: {j}, Loss: {loss:.6f}\n")
            for seed in range(dino_names):
                indices = sample(parameters, char_to_ix, seed)
                last_name = get_sample(indices, ix_to_char)
                print(last_name.replace("\n", ""))
            print()

    return parameters, last_name
