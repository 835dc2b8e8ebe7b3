# ruff: noqa (written from release/ alone, as different students would)


# %% right: student 1
def rnn_step_backward(dy, gradients, parameters, x, a, a_prev):
    da = parameters["Wya"].T @ dy + gradients["da_next"]
    delta = (1 - a**2) * da
    gradients["dWya"] += dy @ a.T
    gradients["dby"] += dy
    gradients["dWax"] += delta @ x.T
    gradients["dWaa"] += delta @ a_prev.T
    gradients["db"] += delta
    gradients["da_next"] = parameters["Waa"].T @ delta
    return gradients


# %% right: student 2
def rnn_step_backward(dy, gradients, parameters, x, a, a_prev):
    gradients["dWya"] += np.dot(dy, a.T)
    gradients["dby"] += dy
    da = np.dot(parameters["Wya"].T, dy) + gradients["da_next"]
    daraw = (1 - a * a) * da
    gradients["db"] += daraw
    gradients["dWax"] += np.dot(daraw, x.T)
    gradients["dWaa"] += np.dot(daraw, a_prev.T)
    gradients["da_next"] = np.dot(parameters["Waa"].T, daraw)
    return gradients


# %% right: student 3
def rnn_step_backward(dy, gradients, parameters, x, a, a_prev):
    Wya, Waa = parameters["Wya"], parameters["Waa"]
    grad_a = Wya.T @ dy + gradients["da_next"]
    delta = grad_a * (1 - np.square(a))
    return {
        "dWax": gradients["dWax"] + delta @ x.T,
        "dWaa": gradients["dWaa"] + delta @ a_prev.T,
        "dWya": gradients["dWya"] + dy @ a.T,
        "db": gradients["db"] + delta,
        "dby": gradients["dby"] + dy,
        "da_next": Waa.T @ delta,
    }


# %% right: student 4
def rnn_step_backward(dy, gradients, parameters, x, a, a_prev):
    new = dict(gradients)
    delta = (1 - a**2) * (parameters["Wya"].T @ dy + gradients["da_next"])
    step = {"dWax": delta @ x.T, "dWaa": delta @ a_prev.T, "dWya": dy @ a.T, "db": delta, "dby": dy}
    for key, value in step.items():
        new[key] = new[key] + value
    new["da_next"] = parameters["Waa"].T @ delta
    return new


# %% right: student 5
def rnn_step_backward(dy, gradients, parameters, x, a, a_prev):
    # from the prediction of this step and from the later steps
    da = np.matmul(parameters["Wya"].T, dy) + gradients["da_next"]
    # through the tanh
    dz = (1 - a ** 2) * da

    result = {}
    result["dWax"] = gradients["dWax"] + np.matmul(dz, x.T)
    result["dWaa"] = gradients["dWaa"] + np.matmul(dz, a_prev.T)
    result["dWya"] = gradients["dWya"] + np.matmul(dy, a.T)
    result["db"] = gradients["db"] + dz
    result["dby"] = gradients["dby"] + dy
    result["da_next"] = np.matmul(parameters["Waa"].T, dz)
    return result


# %% right: student 6
def rnn_step_backward(dy, gradients, parameters, x, a, a_prev):
    slope = 1 - a**2
    blame = parameters["Wya"].T @ dy + gradients["da_next"]
    d = slope * blame
    gradients["db"] = gradients["db"] + d
    gradients["dby"] = gradients["dby"] + dy
    gradients["dWaa"] = gradients["dWaa"] + d @ a_prev.T
    gradients["dWax"] = gradients["dWax"] + d @ x.T
    gradients["dWya"] = gradients["dWya"] + dy @ a.T
    gradients["da_next"] = parameters["Waa"].T @ d
    return gradients


# %% right: student 7
def rnn_step_backward(dy, gradients, parameters, x, a, a_prev):
    da = parameters["Wya"].T @ dy + gradients["da_next"]
    delta = (1 - a**2) * da
    gradients["dWya"] += np.outer(dy, a)
    gradients["dby"] += dy
    gradients["dWax"] += np.outer(delta, x)
    gradients["dWaa"] += np.outer(delta, a_prev)
    gradients["db"] += delta
    gradients["da_next"] = parameters["Waa"].T @ delta
    return gradients


# %% right: student 8
def rnn_step_backward(dy, gradients, parameters, x, a, a_prev):
    def add(key, what):
        gradients[key] = gradients[key] + what

    delta = (1 - a * a) * (parameters["Wya"].T @ dy + gradients["da_next"])
    add("dWya", dy @ a.T)
    add("dby", dy)
    add("dWax", delta @ x.T)
    add("dWaa", delta @ a_prev.T)
    add("db", delta)
    gradients["da_next"] = parameters["Waa"].T @ delta
    return gradients


# %% right: student 9
def rnn_step_backward(dy, gradients, parameters, x, a, a_prev):
    gradients = copy.deepcopy(gradients)
    da_t = parameters["Wya"].T.dot(dy) + gradients["da_next"]
    delta_t = (1 - np.power(a, 2)) * da_t
    gradients["dWax"] += delta_t.dot(x.T)
    gradients["dWaa"] += delta_t.dot(a_prev.T)
    gradients["db"] += delta_t
    gradients["dWya"] += dy.dot(a.T)
    gradients["dby"] += dy
    gradients["da_next"] = parameters["Waa"].T.dot(delta_t)
    return gradients


# %% right: student 10
def rnn_step_backward(dy, gradients, parameters, x, a, a_prev):
    da = parameters["Wya"].T @ dy
    da = da + gradients["da_next"]
    delta = da * (1 - a**2)
    gradients["dWya"] += dy * a.T
    gradients["dby"] += dy
    gradients["dWax"] += delta * x.T
    gradients["dWaa"] += delta * a_prev.T
    gradients["db"] += delta
    gradients["da_next"] = parameters["Waa"].T @ delta
    return gradients
