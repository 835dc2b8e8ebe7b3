# ruff: noqa (answers are written as students write them, one after the other)

# %% right: the four steps
def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    loss, cache = rnn_forward(X, Y, a_prev, parameters)
    gradients, a = rnn_backward(X, Y, parameters, cache)
    gradients = clip(gradients, 5)
    parameters = update_parameters(parameters, gradients, learning_rate)
    return loss, gradients, a[len(X) - 1]


# %% right: other names, keywords, the last state by -1
def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    print("a step at", learning_rate)
    current, memory = rnn_forward(X=X, Y=Y, a_prev=a_prev, parameters=parameters)
    slopes, states = rnn_backward(X, Y, parameters, cache=memory)
    limited = clip(gradients=slopes, maxValue=5)
    update_parameters(parameters, limited, learning_rate=learning_rate)
    return current, limited, states[-1]


# %% right: the update written out, arrays in place
def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    loss, cache = rnn_forward(X, Y, a_prev, parameters)
    gradients, a = rnn_backward(X, Y, parameters, cache)
    gradients = clip(gradients, maxValue=5.0)
    for name in parameters:
        parameters[name] -= learning_rate * gradients["d" + name]
    return loss, gradients, a[len(Y) - 1]


# %% right: new arrays in the same dictionary, np.clip, type hints
def optimize(
    X: list, Y: list, a_prev: np.ndarray, parameters: dict, learning_rate: float = 0.01
) -> tuple:
    """One step of stochastic gradient descent."""
    loss, cache = rnn_forward(X, Y, a_prev, parameters)
    gradients, a = rnn_backward(X, Y, parameters, cache)
    gradients = {k: np.clip(g, -5, 5) for k, g in gradients.items()}
    new = {k: w - learning_rate * gradients[f"d{k}"] for k, w in parameters.items()}
    parameters.update(new)
    return float(loss), gradients, np.array(a[len(X) - 1])


# %% right: the loop over time written out
def one_hot(i, n):
    x = np.zeros((n, 1))
    if i is not None:
        x[i] = 1
    return x


def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    p, n = parameters, len(parameters["by"])
    xs = [one_hot(i, n) for i in X]
    hs, ys, loss = [a_prev], [], 0
    for x, y in zip(xs, Y, strict=True):
        hs.append(np.tanh(p["Wax"] @ x + p["Waa"] @ hs[-1] + p["b"]))
        ys.append(softmax(p["Wya"] @ hs[-1] + p["by"]))
        loss -= np.log(ys[-1][y, 0])
    g = {"d" + k: np.zeros(w.shape) for k, w in p.items()}
    dh = np.zeros_like(a_prev)
    for t in range(len(X) - 1, -1, -1):
        dy = ys[t] - one_hot(Y[t], n)
        dz = (1 - hs[t + 1] * hs[t + 1]) * (p["Wya"].T @ dy + dh)
        g["dby"] += dy
        g["dWya"] += np.outer(dy, hs[t + 1])
        g["db"] += dz
        g["dWax"] += np.outer(dz, xs[t])
        g["dWaa"] += np.outer(dz, hs[t])
        dh = p["Waa"].T @ dz
    g = clip(g, 5)
    return loss, g, [update_parameters(p, g, learning_rate), hs[-1]][1]


# %% wrong: gradient ascent -> step_goes_down
# - parameters = update_parameters(parameters, gradients, learning_rate)
# + parameters = update_parameters(parameters, gradients, -learning_rate)

# %% wrong: no clipping -> clipped_at_five
# - gradients = clip(gradients, 5)

# %% wrong: the result of clip is lost -> clipped_at_five
# - gradients = clip(gradients, 5)
# + clip(gradients, 5)

# %% wrong: clipped at 4 -> clipped_at_five
# - gradients = clip(gradients, 5)
# + gradients = clip(gradients, 4)

# %% wrong: clipped at 10 -> clipped_at_five
# - gradients = clip(gradients, 5)
# + gradients = clip(gradients, 10)

# %% wrong: clipped after the update -> update_is_clipped
# - gradients = clip(gradients, 5)
# - parameters = update_parameters(parameters, gradients, learning_rate)
# + parameters = update_parameters(parameters, gradients, learning_rate)
# + gradients = clip(gradients, 5)

# %% wrong: updates clipped, returns unclipped -> clipped_at_five
# - gradients = clip(gradients, 5)
# - parameters = update_parameters(parameters, gradients, learning_rate)
# + update_parameters(parameters, clip(gradients, 5), learning_rate)

# %% wrong: clipped by the norm -> clipped_at_five
# - gradients = clip(gradients, 5)
# + for key, g in gradients.items():
# +     gradients[key] = g * min(1, 5 / np.linalg.norm(g))

# %% wrong: no update -> step_goes_down
# - parameters = update_parameters(parameters, gradients, learning_rate)

# %% wrong: a copy is updated -> step_goes_down
# - parameters = update_parameters(parameters, gradients, learning_rate)
# + parameters = copy.deepcopy(parameters)
# + parameters = update_parameters(parameters, gradients, learning_rate)

# %% wrong: updated twice -> step_goes_down
# - parameters = update_parameters(parameters, gradients, learning_rate)
# + parameters = update_parameters(parameters, gradients, learning_rate)
# + parameters = update_parameters(parameters, gradients, learning_rate)

# %% wrong: the biases are not updated -> step_goes_down
# - parameters = update_parameters(parameters, gradients, learning_rate)
# + for name in ("Wax", "Waa", "Wya"):
# +     parameters[name] -= learning_rate * gradients["d" + name]

# %% wrong: the learning rate is always 0.01 -> rate_is_the_argument
# - parameters = update_parameters(parameters, gradients, learning_rate)
# + parameters = update_parameters(parameters, gradients, 0.01)

# %% wrong: another learning rate where none is passed -> rate_is_the_argument
# - def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
# + def optimize(X, Y, a_prev, parameters, learning_rate=0.1):

# %% wrong: every state instead of the last -> last_state_is_returned
# - return loss, gradients, a[len(X) - 1]
# + return loss, gradients, a

# %% wrong: the first state instead of the last -> last_state_is_returned
# - return loss, gradients, a[len(X) - 1]
# + return loss, gradients, a[0]

# %% wrong: the last state but one -> last_state_is_returned
# - return loss, gradients, a[len(X) - 1]
# + return loss, gradients, a[len(X) - 2]

# %% wrong: the state that came in -> last_state_is_returned
# - return loss, gradients, a[len(X) - 1]
# + return loss, gradients, a_prev

# %% wrong: every name starts from a zero state -> loss_is_right
# - loss, cache = rnn_forward(X, Y, a_prev, parameters)
# + loss, cache = rnn_forward(X, Y, np.zeros_like(a_prev), parameters)

# %% wrong: the mean loss of a character -> loss_is_right
# - return loss, gradients, a[len(X) - 1]
# + return loss / len(X), gradients, a[len(X) - 1]

# %% wrong: the loss after the step -> loss_is_right
# - return loss, gradients, a[len(X) - 1]
# + loss, cache = rnn_forward(X, Y, a_prev, parameters)
# + return loss, gradients, a[len(X) - 1]

# %% wrong: the gradients are averaged over the characters -> gradients_are_right
# - gradients = clip(gradients, 5)
# + gradients = {k: g / len(X) for k, g in gradients.items()}
# + gradients = clip(gradients, 5)

# %% wrong: the gradients predict the input -> gradients_are_right
# - gradients, a = rnn_backward(X, Y, parameters, cache)
# + gradients, a = rnn_backward(X, [X[1]] + X[1:], parameters, cache)

# %% wrong: the gradients are not returned -> gradients_are_right
# - return loss, gradients, a[len(X) - 1]
# + return loss, {}, a[len(X) - 1]

# %% wrong: a_prev is changed too -> rest_is_untouched
# - return loss, gradients, a[len(X) - 1]
# + a_prev[:] = a[len(X) - 1]
# + return loss, gradients, a_prev

# %% wrong: X loses its first entry -> rest_is_untouched
# - return loss, gradients, a[len(X) - 1]
# + last = a[len(X) - 1]
# + X.pop(0)
# + return loss, gradients, last

# %% wrong: the biases are not clipped -> clipped_at_five
# - gradients = clip(gradients, 5)
# + biases = {name: gradients[name] for name in ("db", "dby")}
# + gradients = clip(gradients, 5) | biases

# %% wrong: the recurrent weights are not clipped -> clipped_at_five
# - gradients = clip(gradients, 5)
# + gradients = clip(gradients, 5) | {"dWaa": gradients["dWaa"]}

# %% wrong: a momentum that is kept between calls -> step_goes_down
# - parameters = update_parameters(parameters, gradients, learning_rate)
# + global speed
# + speed = globals().get("speed", {})
# + for name, g in gradients.items():
# +     old = speed.get((name, g.shape), 0)
# +     speed[name, g.shape] = 0.9 * old + g
# +     parameters[name[1:]] -= learning_rate * speed[name, g.shape]

# %% wrong: steps that become shorter from call to call -> step_goes_down
# - parameters = update_parameters(parameters, gradients, learning_rate)
# + global calls
# + calls = globals().get("calls", 0) + 1
# + update_parameters(parameters, gradients, learning_rate * 0.99**calls)

# %% wrong: clipped at 5 times the learning rate -> update_is_clipped
# - parameters = update_parameters(parameters, gradients, learning_rate)
# + steps = {name: learning_rate * g for name, g in gradients.items()}
# + update_parameters(parameters, clip(steps, 5 * 0.01), 1.0)

# %% wrong: weights decay -> step_goes_down
# - parameters = update_parameters(parameters, gradients, learning_rate)
# + for name in parameters:
# +     parameters[name] *= 1 - 0.001
# + update_parameters(parameters, gradients, learning_rate)

# %% wrong: the gradients that are returned are scaled by the rate -> gradients_are_right
# - return loss, gradients, a[len(X) - 1]
# + scaled = {name: learning_rate * g for name, g in gradients.items()}
# + return loss, scaled, a[len(X) - 1]

# %% wrong: the last state of the parameters after the step -> last_state_is_returned
# - return loss, gradients, a[len(X) - 1]
# + _, cache = rnn_forward(X, Y, a_prev, parameters)
# + _, a = rnn_backward(X, Y, parameters, cache)
# + return loss, gradients, a[len(X) - 1]

# %% wrong: the loss in bits -> loss_is_right
# - return loss, gradients, a[len(X) - 1]
# + return loss / np.log(2), gradients, a[len(X) - 1]

# %% wrong: a flat state -> last_state_is_returned
# - return loss, gradients, a[len(X) - 1]
# + return loss, gradients, a[len(X) - 1].ravel()

# %% wrong: state and gradients swapped -> gradients_are_right
# - return loss, gradients, a[len(X) - 1]
# + return loss, a[len(X) - 1], gradients

# %% wrong: the parameters are replaced by new names -> step_goes_down
# - parameters = update_parameters(parameters, gradients, learning_rate)
# + for name in list(parameters):
# +     parameters["new" + name] = parameters[name] - learning_rate * gradients["d" + name]

# %% wrong: the dictionary is emptied first -> step_goes_down
# - parameters = update_parameters(parameters, gradients, learning_rate)
# + new = update_parameters(copy.deepcopy(parameters), gradients, learning_rate)
# + parameters.clear()


# %% right: a namespace, and results by their names
def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    forward = rnn_forward(X, Y, a_prev, parameters)
    backward = rnn_backward(X, Y, parameters, forward[1])
    clipped = clip(backward[0], 5)
    for d_name, gradient in clipped.items():
        weights = parameters[d_name[1:]]
        np.subtract(weights, learning_rate * gradient, out=weights)
    return [forward[0], clipped, backward[1][len(X) - 1].copy()]


# %% wrong: ignores X -> loss_is_right
def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    X = [None, *Y[:-1]]
    loss, cache = rnn_forward(X, Y, a_prev, parameters)
    gradients, a = rnn_backward(X, Y, parameters, cache)
    gradients = clip(gradients, 5)
    update_parameters(parameters, gradients, learning_rate)
    return loss, gradients, a[len(X) - 1]


# %% wrong: ignores Y -> loss_is_right
def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    Y = [*X[1:], 0]
    loss, cache = rnn_forward(X, Y, a_prev, parameters)
    gradients, a = rnn_backward(X, Y, parameters, cache)
    gradients = clip(gradients, 5)
    update_parameters(parameters, gradients, learning_rate)
    return loss, gradients, a[len(X) - 1]


# %% wrong: ignores a_prev -> loss_is_right
# - loss, cache = rnn_forward(X, Y, a_prev, parameters)
# + loss, cache = rnn_forward(X, Y, np.zeros_like(a_prev), parameters)


# %% wrong: ignores parameters -> loss_is_right
def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    n_y, n_a = parameters["Wya"].shape
    parameters = initialize_parameters(n_a, n_y, n_y)
    loss, cache = rnn_forward(X, Y, a_prev, parameters)
    gradients, a = rnn_backward(X, Y, parameters, cache)
    gradients = clip(gradients, 5)
    update_parameters(parameters, gradients, learning_rate)
    return loss, gradients, a[len(X) - 1]


# %% wrong: ignores learning_rate -> rate_is_the_argument
# - parameters = update_parameters(parameters, gradients, learning_rate)
# + parameters = update_parameters(parameters, gradients, 0.01)


# %% wrong: dull, zeros -> loss_is_right
def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    gradients = {f"d{name}": np.zeros_like(w) for name, w in parameters.items()}
    return 0.0, gradients, np.zeros_like(a_prev)


# %% wrong: dull, random numbers -> loss_is_right
def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    gradients = {f"d{n}": np.random.randn(*w.shape) for n, w in parameters.items()}
    update_parameters(parameters, gradients, learning_rate)
    return 3.0 * len(X), gradients, np.tanh(np.random.randn(*a_prev.shape))


# %% wrong: dull, the visible example -> loss_is_right
def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    np.random.seed(1)
    gradients = {f"d{name}": np.zeros_like(w) for name, w in parameters.items()}
    return 126.50397572165389, gradients, -np.ones_like(a_prev)
