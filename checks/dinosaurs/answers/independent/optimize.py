# ruff: noqa (written from release/ alone, as different students would)


# %% right: student 1
def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    loss, cache = rnn_forward(X, Y, a_prev, parameters)
    gradients, a = rnn_backward(X, Y, parameters, cache)
    gradients = clip(gradients, 5)
    update_parameters(parameters, gradients, learning_rate)
    return loss, gradients, a[-1]


# %% right: student 2
def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    loss, cache = rnn_forward(X, Y, a_prev, parameters)
    gradients, a = rnn_backward(X, Y, parameters, cache)
    clipped = clip(gradients, 5)
    update_parameters(parameters, clipped, learning_rate)
    return loss, clipped, a[len(X) - 1]


# %% right: student 3
def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    # 1. forward
    loss, cache = rnn_forward(X, Y, a_prev, parameters)

    # 2. backward
    gradients, a = rnn_backward(X, Y, parameters, cache)

    # 3. clip
    gradients = clip(gradients, maxValue=5)

    # 4. update
    update_parameters(parameters, gradients, learning_rate)

    return loss, gradients, a[len(X) - 1]


# %% right: student 4
def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    loss, c = rnn_forward(X, Y, a_prev, parameters)
    grads, states = rnn_backward(X, Y, parameters, c)
    grads = clip(grads, 5)
    update_parameters(parameters, grads, learning_rate)
    T = len(Y)
    return loss, grads, states[T - 1]


# %% right: student 5
def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    loss, cache = rnn_forward(X, Y, a_prev, parameters)
    gradients, a = rnn_backward(X, Y, parameters, cache)
    gradients = clip(gradients, 5.0)
    for name in ("Wax", "Waa", "Wya", "b", "by"):
        parameters[name] -= learning_rate * gradients["d" + name]
    last = a[-1]
    return loss, gradients, last


# %% right: student 6
def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    forward = rnn_forward(X, Y, a_prev, parameters)
    backward = rnn_backward(X, Y, parameters, forward[1])
    clipped_gradients = clip(backward[0], 5)
    update_parameters(parameters, clipped_gradients, learning_rate)
    return forward[0], clipped_gradients, backward[1][-1]


# %% right: student 7
BOUND = 5


def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    loss, cache = rnn_forward(X, Y, a_prev, parameters)
    gradients, a = rnn_backward(X, Y, parameters, cache)
    gradients = clip(gradients, BOUND)
    update_parameters(parameters, gradients, learning_rate)
    return loss, gradients, a[-1]


# %% right: student 8
def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    loss, cache = rnn_forward(X, Y, a_prev, parameters)
    gradients, a = rnn_backward(X, Y, parameters, cache)
    gradients = clip(gradients, 5)
    parameters = update_parameters(parameters, gradients, learning_rate)
    a_last = a[len(Y) - 1]
    return loss, gradients, a_last


# %% right: student 9
def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    # read the name and get the loss
    loss, cache = rnn_forward(X, Y, a_prev, parameters)
    # how should the weights change?
    gradients, a = rnn_backward(X, Y, parameters, cache)
    # not too much
    small_gradients = clip(gradients, 5)
    update_parameters(parameters, small_gradients, learning_rate)
    last_state = a[-1]
    return loss, small_gradients, last_state


# %% right: student 10
def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    loss, cache = rnn_forward(X, Y, a_prev, parameters)
    gradients, a = rnn_backward(X, Y, parameters, cache)
    gradients = clip(gradients, 5)
    update_parameters(parameters, gradients, learning_rate)
    return loss, gradients, a[max(a)] if isinstance(a, dict) else a[-1]


# %% right: student 11
def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    loss, cache = rnn_forward(X, Y, a_prev, parameters)
    gradients, hidden_states = rnn_backward(X, Y, parameters, cache)
    gradients = clip(gradients, 5)
    for key in parameters:
        parameters[key] = parameters[key] - learning_rate * gradients[f"d{key}"]
    return loss, gradients, hidden_states[-1]
