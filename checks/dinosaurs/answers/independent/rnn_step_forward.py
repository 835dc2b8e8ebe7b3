# ruff: noqa (written from release/ alone, as different students would)


# %% right: student 1
def rnn_step_forward(parameters, a_prev, x):
    a_next = np.tanh(parameters["Wax"] @ x + parameters["Waa"] @ a_prev + parameters["b"])
    y = softmax(parameters["Wya"] @ a_next + parameters["by"])
    return a_next, y


# %% right: student 2
def rnn_step_forward(parameters, a_prev, x):
    Wax, Waa, Wya = parameters["Wax"], parameters["Waa"], parameters["Wya"]
    b, by = parameters["b"], parameters["by"]
    a = np.tanh(Wax @ x + Waa @ a_prev + b)
    z = Wya @ a + by
    return a, softmax(z)


# %% right: student 3
def rnn_step_forward(parameters, a_prev, x):
    Wax = parameters["Wax"]
    Waa = parameters["Waa"]
    Wya = parameters["Wya"]
    b = parameters["b"]
    by = parameters["by"]
    a_next = np.tanh(np.dot(Wax, x) + np.dot(Waa, a_prev) + b)
    z = np.dot(Wya, a_next) + by
    yhat = softmax(z)
    return a_next, yhat


# %% right: student 4
def rnn_step_forward(parameters, a_prev, x):
    p = parameters
    a = np.tanh(p["Wax"] @ x + p["Waa"] @ a_prev + p["b"])
    z = p["Wya"] @ a + p["by"]
    e = np.exp(z - z.max())
    return a, e / e.sum()


# %% right: student 5
def rnn_step_forward(parameters, a_prev, x):
    Wax, Waa, Wya, b, by = (
        parameters[k] for k in ("Wax", "Waa", "Wya", "b", "by")
    )
    state = np.tanh(Wax @ x + Waa @ a_prev + b)
    return state, softmax(Wya @ state + by)


# %% right: student 6
def rnn_step_forward(parameters, a_prev, x):
    # equation (1)
    s = parameters["Wax"].dot(x) + parameters["Waa"].dot(a_prev) + parameters["b"]
    a = np.tanh(s)
    # equation (2)
    z = parameters["Wya"].dot(a) + parameters["by"]
    # equation (3)
    y = np.exp(z) / np.exp(z).sum()
    return a, y


# %% right: student 7
def rnn_step_forward(parameters, a_prev, x):
    from_input = parameters["Wax"] @ x
    from_memory = parameters["Waa"] @ a_prev
    new_state = np.tanh(from_input + from_memory + parameters["b"])
    logits = parameters["Wya"] @ new_state + parameters["by"]
    probabilities = softmax(logits)
    return new_state, probabilities


# %% right: student 8
def next_state(parameters, a_prev, x):
    return np.tanh(
        parameters["Wax"] @ x + parameters["Waa"] @ a_prev + parameters["b"]
    )


def rnn_step_forward(parameters, a_prev, x):
    a = next_state(parameters, a_prev, x)
    return a, softmax(parameters["Wya"] @ a + parameters["by"])


# %% right: student 9
def rnn_step_forward(parameters, a_prev, x):
    Wx = np.hstack([parameters["Wax"], parameters["Waa"]])
    a_next = np.tanh(Wx @ np.vstack([x, a_prev]) + parameters["b"])
    return a_next, softmax(parameters["Wya"] @ a_next + parameters["by"])


# %% right: student 10
def rnn_step_forward(parameters, a_prev, x):
    a_t = np.tanh(np.matmul(parameters["Wax"], x) + np.matmul(parameters["Waa"], a_prev) + parameters["b"])
    y_t = softmax(np.matmul(parameters["Wya"], a_t) + parameters["by"])
    return (a_t, y_t)
