# ruff: noqa (written from release/ alone, as different students would)


# %% right: student 1
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    total = x @ kernel + h @ recurrent_kernel + bias
    i, f, g, o = np.split(total, 4, axis=1)
    i = 1 / (1 + np.exp(-i))
    f = 1 / (1 + np.exp(-f))
    o = 1 / (1 + np.exp(-o))
    c_new = f * c + i * np.tanh(g)
    h_new = o * np.tanh(c_new)
    return h_new, c_new


# %% right: student 2
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    zi, zf, zc, zo = np.split(x @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
    c_next = sigmoid(zf) * c + sigmoid(zi) * np.tanh(zc)
    return sigmoid(zo) * np.tanh(c_next), c_next


# %% right: student 3
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    u = h.shape[1]
    s = np.dot(x, kernel) + np.dot(h, recurrent_kernel) + bias
    gate_i = 1 / (1 + np.exp(-s[:, :u]))
    gate_f = 1 / (1 + np.exp(-s[:, u:2*u]))
    c_tilde = np.tanh(s[:, 2*u:3*u])
    gate_o = 1 / (1 + np.exp(-s[:, 3*u:]))
    new_c = gate_f * c + gate_i * c_tilde
    new_h = gate_o * np.tanh(new_c)
    return new_h, new_c


# %% right: student 4
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    Wi, Wf, Wc, Wo = np.split(kernel, 4, axis=1)
    Ui, Uf, Uc, Uo = np.split(recurrent_kernel, 4, axis=1)
    bi, bf, bc, bo = np.split(bias, 4)
    sigma = lambda z: 1.0 / (1.0 + np.exp(-z))
    i = sigma(x @ Wi + h @ Ui + bi)
    f = sigma(x @ Wf + h @ Uf + bf)
    candidate = np.tanh(x @ Wc + h @ Uc + bc)
    o = sigma(x @ Wo + h @ Uo + bo)
    memory = f * c + i * candidate
    state = o * np.tanh(memory)
    return state, memory


# %% right: student 5
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    parts = np.split(x @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
    write, keep, new, show = parts
    write, keep, show = [1 / (1 + np.exp(-p)) for p in (write, keep, show)]
    memory = keep * c + write * np.tanh(new)
    return show * np.tanh(memory), memory


# %% right: student 6
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    units = h.shape[1]
    z = np.matmul(x, kernel) + np.matmul(h, recurrent_kernel) + bias
    # gates: i, f, o   new value: g
    i = 0.5 * np.tanh(0.5 * z[:, 0:units]) + 0.5
    f = 0.5 * np.tanh(0.5 * z[:, units:2*units]) + 0.5
    g = np.tanh(z[:, 2*units:3*units])
    o = 0.5 * np.tanh(0.5 * z[:, 3*units:4*units]) + 0.5
    c_t = f * c + i * g
    h_t = o * np.tanh(c_t)
    return h_t, c_t


# %% right: student 7
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    def sig(v):
        return 1 / (1 + np.exp(-v))

    total = x @ kernel + h @ recurrent_kernel + bias
    i, f, new, o = np.split(total, 4, axis=1)
    c1 = sig(f) * c + sig(i) * np.tanh(new)
    h1 = sig(o) * np.tanh(c1)
    return h1, c1


# %% right: student 8
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = np.concatenate([x, h], axis=1) @ np.concatenate([kernel, recurrent_kernel]) + bias
    i, f, c_hat, o = np.split(z, 4, axis=1)
    gamma_i = 1 / (1 + np.exp(-i))
    gamma_f = 1 / (1 + np.exp(-f))
    gamma_o = 1 / (1 + np.exp(-o))
    c_next = gamma_f * c + gamma_i * np.tanh(c_hat)
    a_next = gamma_o * np.tanh(c_next)
    return a_next, c_next


# %% right: student 9
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    def sigmoid(z):
        return 1 / (1 + np.exp(-z))

    total = x @ kernel + h @ recurrent_kernel + bias
    i, f, new, o = np.split(total, 4, axis=1)
    c_next = sigmoid(f) * c + sigmoid(i) * np.tanh(new)
    h_next = sigmoid(o) * np.tanh(c_next)
    return h_next, c_next


# %% right: student 10
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    """One step, part by part, each with the weights that belong to it."""
    units = np.shape(h)[1]
    sums = {}
    for number, part in enumerate(["input", "forget", "candidate", "output"]):
        first = number * units
        last = first + units
        W_x = kernel[:, first:last]
        W_a = recurrent_kernel[:, first:last]
        b = bias[first:last]
        sums[part] = np.dot(x, W_x) + np.dot(h, W_a) + b

    # the sigmoid is a tanh in disguise, and this one never overflows
    gates = {}
    for part in ["input", "forget", "output"]:
        gates[part] = 0.5 + 0.5 * np.tanh(0.5 * sums[part])
    candidate = np.tanh(sums["candidate"])

    kept = gates["forget"] * c
    written = gates["input"] * candidate
    new_memory = kept + written
    new_state = gates["output"] * np.tanh(new_memory)
    return (new_state, new_memory)


# %% right: student 11
def _squash(z):
    """Logistic function without overflow: exp of negative numbers only."""
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)


def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    joint = np.concatenate([x, h], axis=1)                # (batch, d + u)
    weights = np.concatenate([kernel, recurrent_kernel])  # (d + u, 4u)
    z = (joint @ weights + bias).reshape(len(h), 4, -1)
    gamma_i, gamma_f, gamma_o = (_squash(z[:, k]) for k in (0, 1, 3))
    memory = gamma_f * c + gamma_i * np.tanh(z[:, 2])
    return gamma_o * np.tanh(memory), memory
