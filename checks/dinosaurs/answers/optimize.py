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
# say: The step goes up the gradient: parameters become parameter - learning_rate *
#     gradient.
# - parameters = update_parameters(parameters, gradients, learning_rate)
# + parameters = update_parameters(parameters, gradients, -learning_rate)

# %% wrong: no clipping -> clipped_at_five
# say: Nothing is clipped, neither what is returned nor the update: gradients =
#     clip(gradients, 5) comes before update_parameters.
# - gradients = clip(gradients, 5)

# %% wrong: the result of clip is lost -> clipped_at_five
# say: Nothing is clipped, neither what is returned nor the update: gradients =
#     clip(gradients, 5) comes before update_parameters.
# - gradients = clip(gradients, 5)
# + clip(gradients, 5)

# %% wrong: clipped at 4 -> clipped_at_five
# say: The gradients are clipped at 4: the bound is 5.
# - gradients = clip(gradients, 5)
# + gradients = clip(gradients, 4)

# %% wrong: clipped at 1 -> clipped_at_five
# say: The gradients are clipped at 1: the bound is 5.
# - gradients = clip(gradients, 5)
# + gradients = clip(gradients, 1)

# %% wrong: clipped at 10 -> clipped_at_five
# say: The gradients are clipped at 10: the bound is 5.
# - gradients = clip(gradients, 5)
# + gradients = clip(gradients, 10)

# %% wrong: clipped after the update -> update_is_clipped
# say: The update uses gradients that are not clipped yet: clip first, then call
#     update_parameters.
# - gradients = clip(gradients, 5)
# - parameters = update_parameters(parameters, gradients, learning_rate)
# + parameters = update_parameters(parameters, gradients, learning_rate)
# + gradients = clip(gradients, 5)

# %% wrong: updates clipped, returns unclipped -> clipped_at_five
# say: The update uses clipped gradients, but others come back: return the clipped ones.
# - gradients = clip(gradients, 5)
# - parameters = update_parameters(parameters, gradients, learning_rate)
# + update_parameters(parameters, clip(gradients, 5), learning_rate)

# %% wrong: clipped by the norm -> clipped_at_five
# say: The gradients are scaled by their norm: clip limits every entry to the interval
#     from -5 to 5.
# - gradients = clip(gradients, 5)
# + for key, g in gradients.items():
# +     gradients[key] = g * min(1, 5 / np.linalg.norm(g))

# %% wrong: no update -> step_goes_down
# say: The parameters that were passed stay as they were: update_parameters has to get
#     this very dictionary, not a copy.
# - parameters = update_parameters(parameters, gradients, learning_rate)

# %% wrong: a copy is updated -> step_goes_down
# say: The parameters that were passed stay as they were: update_parameters has to get
#     this very dictionary, not a copy.
# - parameters = update_parameters(parameters, gradients, learning_rate)
# + parameters = copy.deepcopy(parameters)
# + parameters = update_parameters(parameters, gradients, learning_rate)

# %% wrong: updated twice -> step_goes_down
# say: The parameters are updated twice: call update_parameters once.
# - parameters = update_parameters(parameters, gradients, learning_rate)
# + parameters = update_parameters(parameters, gradients, learning_rate)
# + parameters = update_parameters(parameters, gradients, learning_rate)

# %% wrong: the biases are not updated -> step_goes_down
# say: b and by are not updated: all five parameters move.
# - parameters = update_parameters(parameters, gradients, learning_rate)
# + for name in ("Wax", "Waa", "Wya"):
# +     parameters[name] -= learning_rate * gradients["d" + name]

# %% wrong: the learning rate is always 0.01 -> rate_is_the_argument
# say: The learning rate is always 0.01: use the argument learning_rate.
# - parameters = update_parameters(parameters, gradients, learning_rate)
# + parameters = update_parameters(parameters, gradients, 0.01)

# %% wrong: another learning rate where none is passed -> rate_is_the_argument
# say: The default of learning_rate is 0.1: it has to be 0.01.
# - def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
# + def optimize(X, Y, a_prev, parameters, learning_rate=0.1):

# %% wrong: the learning rate is always 0.1 -> rate_is_the_argument
# say: The learning rate is always 0.1: use the argument learning_rate.
# - parameters = update_parameters(parameters, gradients, learning_rate)
# + parameters = update_parameters(parameters, gradients, 0.1)

# %% wrong: every state instead of the last -> last_state_is_returned
# say: All hidden states come back: return only the last one, a[len(X) - 1].
# - return loss, gradients, a[len(X) - 1]
# + return loss, gradients, a

# %% wrong: the first state instead of the last -> last_state_is_returned
# say: The first hidden state comes back: return the last one, a[len(X) - 1].
# - return loss, gradients, a[len(X) - 1]
# + return loss, gradients, a[0]

# %% wrong: the last state but one -> last_state_is_returned
# say: The hidden state before the last one comes back: return a[len(X) - 1].
# - return loss, gradients, a[len(X) - 1]
# + return loss, gradients, a[len(X) - 2]

# %% wrong: the state that came in -> last_state_is_returned
# say: The state that came in is returned: return the one after the last character,
#     a[len(X) - 1].
# - return loss, gradients, a[len(X) - 1]
# + return loss, gradients, a_prev

# %% wrong: every name starts from a zero state -> loss_is_right
# say: The forward pass starts from zeros: it has to start from a_prev.
# - loss, cache = rnn_forward(X, Y, a_prev, parameters)
# + loss, cache = rnn_forward(X, Y, np.zeros_like(a_prev), parameters)

# %% wrong: the mean loss of a character -> loss_is_right
# say: The loss is divided by the number of characters: return it as rnn_forward gives
#     it.
# - return loss, gradients, a[len(X) - 1]
# + return loss / len(X), gradients, a[len(X) - 1]

# %% wrong: the loss after the step -> loss_is_right
# say: The loss is that after the update: return the one that rnn_forward gave before
#     it.
# - return loss, gradients, a[len(X) - 1]
# + loss, cache = rnn_forward(X, Y, a_prev, parameters)
# + return loss, gradients, a[len(X) - 1]

# %% wrong: the gradients are averaged over the characters -> gradients_are_right
# say: The gradients are divided by the number of characters: use them as rnn_backward
#     gives them.
# - gradients = clip(gradients, 5)
# + gradients = {k: g / len(X) for k, g in gradients.items()}
# + gradients = clip(gradients, 5)

# %% wrong: the gradients predict the input -> gradients_are_right
# say: The gradients are not those of Y: rnn_backward gets the same X and Y as
#     rnn_forward.
# - gradients, a = rnn_backward(X, Y, parameters, cache)
# + gradients, a = rnn_backward(X, [X[1]] + X[1:], parameters, cache)

# %% wrong: the gradients are not returned -> gradients_are_right
# say: An empty dictionary comes back for the gradients: return the clipped ones.
# - return loss, gradients, a[len(X) - 1]
# + return loss, {}, a[len(X) - 1]

# %% wrong: a_prev is changed too -> rest_is_untouched
# say: The caller's a_prev is overwritten with the last state: leave it as it is and
#     return the new one.
# - return loss, gradients, a[len(X) - 1]
# + a_prev[:] = a[len(X) - 1]
# + return loss, gradients, a_prev

# %% wrong: X loses its first entry -> rest_is_untouched
# say: X is shorter afterwards: X.pop changes the caller's list.
# - return loss, gradients, a[len(X) - 1]
# + last = a[len(X) - 1]
# + X.pop(0)
# + return loss, gradients, last

# %% wrong: the biases are not clipped -> clipped_at_five
# say: db and dby are not clipped: clip all five gradients.
# - gradients = clip(gradients, 5)
# + biases = {name: gradients[name] for name in ("db", "dby")}
# + gradients = clip(gradients, 5) | biases

# %% wrong: the recurrent weights are not clipped -> clipped_at_five
# say: dWaa is not clipped: clip all five gradients.
# - gradients = clip(gradients, 5)
# + gradients = clip(gradients, 5) | {"dWaa": gradients["dWaa"]}

# %% wrong: a momentum that is kept between calls -> step_goes_down
# unnamed: it depends on the calls before; a criterion says so
# - parameters = update_parameters(parameters, gradients, learning_rate)
# + global speed
# + speed = globals().get("speed", {})
# + for name, g in gradients.items():
# +     old = speed.get((name, g.shape), 0)
# +     speed[name, g.shape] = 0.9 * old + g
# +     parameters[name[1:]] -= learning_rate * speed[name, g.shape]

# %% wrong: steps that become shorter from call to call -> step_goes_down
# unnamed: it depends on the calls before; a criterion says so
# - parameters = update_parameters(parameters, gradients, learning_rate)
# + global calls
# + calls = globals().get("calls", 0) + 1
# + update_parameters(parameters, gradients, learning_rate * 0.99**calls)

# %% wrong: clipped at 5 times the learning rate -> update_is_clipped
# say: Not the gradients are clipped, but the steps: clip before the learning rate comes
#     in, and return what was clipped.
# - parameters = update_parameters(parameters, gradients, learning_rate)
# + steps = {name: learning_rate * g for name, g in gradients.items()}
# + update_parameters(parameters, clip(steps, 5 * 0.01), 1.0)

# %% wrong: weights decay -> step_goes_down
# say: The parameters shrink as well: the step is only learning_rate times the gradient.
# - parameters = update_parameters(parameters, gradients, learning_rate)
# + for name in parameters:
# +     parameters[name] *= 1 - 0.001
# + update_parameters(parameters, gradients, learning_rate)

# %% wrong: the gradients that are returned are scaled by the rate -> gradients_are_right
# say: The gradients come back multiplied by the learning rate: return them as they were
#     clipped.
# - return loss, gradients, a[len(X) - 1]
# + scaled = {name: learning_rate * g for name, g in gradients.items()}
# + return loss, scaled, a[len(X) - 1]

# %% wrong: the last state of the parameters after the step -> last_state_is_returned
# say: The state is computed with the updated parameters: return the one from before the
#     update.
# - return loss, gradients, a[len(X) - 1]
# + _, cache = rnn_forward(X, Y, a_prev, parameters)
# + _, a = rnn_backward(X, Y, parameters, cache)
# + return loss, gradients, a[len(X) - 1]

# %% wrong: the loss in bits -> loss_is_right
# say: The loss is in bits: return it in nats, as rnn_forward gives it.
# - return loss, gradients, a[len(X) - 1]
# + return loss / np.log(2), gradients, a[len(X) - 1]

# %% wrong: a flat state -> last_state_is_returned
# say: The state comes back flat: it has to be a column, (n_a, 1).
# - return loss, gradients, a[len(X) - 1]
# + return loss, gradients, a[len(X) - 1].ravel()

# %% wrong: state and gradients swapped -> gradients_are_right
# say: State and gradients come back in the wrong order: return loss, gradients, state.
# - return loss, gradients, a[len(X) - 1]
# + return loss, a[len(X) - 1], gradients

# %% wrong: the parameters are replaced by new names -> step_goes_down
# say: The new parameters have other names: they replace the old ones under the same
#     keys.
# - parameters = update_parameters(parameters, gradients, learning_rate)
# + for name in list(parameters):
# +     parameters["new" + name] = parameters[name] - learning_rate * gradients["d" + name]

# %% wrong: the dictionary is emptied first -> step_goes_down
# say: The dictionary of parameters is empty afterwards: change the parameters in it.
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
# say: X is not used: the inputs are the argument X, not what can be made of Y.
def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    X = [None, *Y[:-1]]
    loss, cache = rnn_forward(X, Y, a_prev, parameters)
    gradients, a = rnn_backward(X, Y, parameters, cache)
    gradients = clip(gradients, 5)
    update_parameters(parameters, gradients, learning_rate)
    return loss, gradients, a[len(X) - 1]


# %% wrong: ignores Y -> loss_is_right
# say: Y is not used: the targets are the argument Y, not what can be made of X.
def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    Y = [*X[1:], 0]
    loss, cache = rnn_forward(X, Y, a_prev, parameters)
    gradients, a = rnn_backward(X, Y, parameters, cache)
    gradients = clip(gradients, 5)
    update_parameters(parameters, gradients, learning_rate)
    return loss, gradients, a[len(X) - 1]


# %% wrong: ignores a_prev -> loss_is_right
# say: The forward pass starts from zeros: it has to start from a_prev.
# - loss, cache = rnn_forward(X, Y, a_prev, parameters)
# + loss, cache = rnn_forward(X, Y, np.zeros_like(a_prev), parameters)


# %% wrong: ignores parameters -> loss_is_right
# say: The parameters that were passed are not used: other ones are made.
def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    n_y, n_a = parameters["Wya"].shape
    parameters = initialize_parameters(n_a, n_y, n_y)
    loss, cache = rnn_forward(X, Y, a_prev, parameters)
    gradients, a = rnn_backward(X, Y, parameters, cache)
    gradients = clip(gradients, 5)
    update_parameters(parameters, gradients, learning_rate)
    return loss, gradients, a[len(X) - 1]


# %% wrong: ignores learning_rate -> rate_is_the_argument
# say: The learning rate is always 0.01: use the argument learning_rate.
# - parameters = update_parameters(parameters, gradients, learning_rate)
# + parameters = update_parameters(parameters, gradients, 0.01)


# %% wrong: dull, zeros -> loss_is_right
# unnamed: nobody does that
def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    gradients = {f"d{name}": np.zeros_like(w) for name, w in parameters.items()}
    return 0.0, gradients, np.zeros_like(a_prev)


# %% wrong: dull, random numbers -> loss_is_right
# unnamed: random numbers each time
def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    gradients = {f"d{n}": np.random.randn(*w.shape) for n, w in parameters.items()}
    update_parameters(parameters, gradients, learning_rate)
    return 3.0 * len(X), gradients, np.tanh(np.random.randn(*a_prev.shape))


# %% wrong: dull, the visible example -> loss_is_right
# unnamed: nobody does that
def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    np.random.seed(1)
    gradients = {f"d{name}": np.zeros_like(w) for name, w in parameters.items()}
    return 126.50397572165389, gradients, -np.ones_like(a_prev)


# %% wrong: the parameters come back, not the gradients -> gradients_are_right
# say: The second value that comes back are the parameters: it has to be the clipped
#     gradients.
# - return loss, gradients, a[len(X) - 1]
# + return loss, parameters, a[len(X) - 1]

# %% wrong: X and Y are swapped in the forward pass -> loss_is_right
# say: X and Y are swapped: rnn_forward gets X first, the inputs.
# - loss, cache = rnn_forward(X, Y, a_prev, parameters)
# + loss, cache = rnn_forward(Y, X, a_prev, parameters)


# %% wrong: X and Y are swapped in the backward pass -> gradients_are_right
# say: X and Y are swapped in rnn_backward: it gets X first, as rnn_forward does.
# - gradients, a = rnn_backward(X, Y, parameters, cache)
# + gradients, a = rnn_backward(Y, X, parameters, cache)


# %% wrong: gradients come first -> loss_is_right
# say: Loss and gradients come back in the wrong order: return loss, gradients, state.
# - return loss, gradients, a[len(X) - 1]
# + return gradients, loss, a[len(X) - 1]


# %% wrong: the state is not returned -> last_state_is_returned
# say: Only two things come back: return three, loss, gradients and the last state.
# - return loss, gradients, a[len(X) - 1]
# + return loss, gradients


# %% wrong: the cache comes back -> last_state_is_returned
# say: The cache comes back in the place of the state: return a[len(X) - 1].
# - return loss, gradients, a[len(X) - 1]
# + return loss, gradients, cache


# %% wrong: nothing comes back -> loss_is_right
# say: Nothing comes back: return loss, gradients and the last state.
# - return loss, gradients, a[len(X) - 1]
# + results = loss, gradients, a[len(X) - 1]


# %% wrong: the rate is divided by the length -> step_goes_down
# say: The step is divided by the number of characters: it is learning_rate times the
#     gradient.
# - parameters = update_parameters(parameters, gradients, learning_rate)
# + update_parameters(parameters, gradients, learning_rate / len(X))


# %% wrong: ignores learning_rate itself, half of it counts -> step_goes_down
# unnamed: nobody does that
# - parameters = update_parameters(parameters, gradients, learning_rate)
# + parameters = update_parameters(parameters, gradients, learning_rate / 2)


# %% wrong: ignores Y in its order -> loss_is_right
# unnamed: nobody does that
# - loss, cache = rnn_forward(X, Y, a_prev, parameters)
# + Y = Y[::-1]
# + loss, cache = rnn_forward(X, Y, a_prev, parameters)
