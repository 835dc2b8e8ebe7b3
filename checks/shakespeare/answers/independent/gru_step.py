# ruff: noqa (written from release/ alone, as different students would)


# %% right: student 1
def gru_step(x, h, kernel, recurrent_kernel, bias):
    xz, xr, xh = np.split(x @ kernel + bias[0], 3, axis=1)
    hz, hr, hh = np.split(h @ recurrent_kernel + bias[1], 3, axis=1)
    z = 1 / (1 + np.exp(-(xz + hz)))
    r = 1 / (1 + np.exp(-(xr + hr)))
    candidate = np.tanh(xh + r * hh)
    return z * h + (1 - z) * candidate


# %% right: student 2
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gru_step(x, h, kernel, recurrent_kernel, bias):
    u = h.shape[1]
    from_x = x @ kernel + bias[0]
    from_h = h @ recurrent_kernel + bias[1]
    z = sigmoid(from_x[:, :u] + from_h[:, :u])
    r = sigmoid(from_x[:, u : 2 * u] + from_h[:, u : 2 * u])
    new = np.tanh(from_x[:, 2 * u :] + r * from_h[:, 2 * u :])
    return z * h + (1 - z) * new


# %% right: student 3
def gru_step(x, h, kernel, recurrent_kernel, bias):
    u = h.shape[1]
    Wz, Wr, Wh = kernel[:, :u], kernel[:, u:2*u], kernel[:, 2*u:]
    Uz, Ur, Uh = recurrent_kernel[:, :u], recurrent_kernel[:, u:2*u], recurrent_kernel[:, 2*u:]
    bz, br, bh = bias[0, :u], bias[0, u:2*u], bias[0, 2*u:]
    cz, cr, ch = bias[1, :u], bias[1, u:2*u], bias[1, 2*u:]
    z = 1 / (1 + np.exp(-(x @ Wz + bz + h @ Uz + cz)))
    r = 1 / (1 + np.exp(-(x @ Wr + br + h @ Ur + cr)))
    h_tilde = np.tanh(x @ Wh + bh + r * (h @ Uh + ch))
    return z * h + (1 - z) * h_tilde


# %% right: student 4
def gru_step(x, h, kernel, recurrent_kernel, bias):
    sigmoid = lambda v: 1.0 / (1.0 + np.exp(-v))
    px = np.dot(x, kernel) + bias[0]
    ph = np.dot(h, recurrent_kernel) + bias[1]
    px_z, px_r, px_h = np.split(px, 3, axis=1)
    ph_z, ph_r, ph_h = np.split(ph, 3, axis=1)
    update = sigmoid(px_z + ph_z)
    reset = sigmoid(px_r + ph_r)
    candidate = np.tanh(px_h + reset * ph_h)
    h_new = update * h + (1 - update) * candidate
    return h_new


# %% right: student 5
def gru_step(x, h, kernel, recurrent_kernel, bias):
    a = np.split(x @ kernel + bias[0], 3, axis=1)
    b = np.split(h @ recurrent_kernel + bias[1], 3, axis=1)
    gate_u = 1 / (1 + np.exp(-a[0] - b[0]))
    gate_r = 1 / (1 + np.exp(-a[1] - b[1]))
    tilde = np.tanh(a[2] + gate_r * b[2])
    return gate_u * h + (1 - gate_u) * tilde


# %% right: student 6
def gru_step(x, h, kernel, recurrent_kernel, bias):
    from_x = x @ kernel + bias[0]
    from_h = h @ recurrent_kernel + bias[1]
    xz, xr, xc = np.split(from_x, 3, axis=1)
    hz, hr, hc = np.split(from_h, 3, axis=1)
    z = 0.5 * (1 + np.tanh((xz + hz) / 2))  # sigmoid
    r = 0.5 * (1 + np.tanh((xr + hr) / 2))
    return z * h + (1 - z) * np.tanh(xc + r * hc)


# %% right: student 7
def gru_step(x, h, kernel, recurrent_kernel, bias):
    n = h.shape[1]
    mx = np.matmul(x, kernel) + bias[0]
    mh = np.matmul(h, recurrent_kernel) + bias[1]
    # gates
    gates = 1 / (1 + np.exp(-(mx[:, :2*n] + mh[:, :2*n])))
    z = gates[:, :n]
    r = gates[:, n:]
    # candidate
    hh = np.tanh(mx[:, 2*n:] + r * mh[:, 2*n:])
    return (1 - z) * hh + z * h


# %% right: student 8
def gru_step(x, h, kernel, recurrent_kernel, bias):
    def sigma(s):
        return 1 / (1 + np.exp(-s))

    units = h.shape[1]
    xk = x @ kernel + bias[0, :]
    hk = h @ recurrent_kernel + bias[1, :]
    z = sigma(xk[:, 0:units] + hk[:, 0:units])
    r = sigma(xk[:, units:2 * units] + hk[:, units:2 * units])
    c = np.tanh(xk[:, 2 * units:] + r * hk[:, 2 * units:])
    return h * z + c * (1 - z)


# %% right: student 9
def gru_step(x, h, kernel, recurrent_kernel, bias):
    """Take one step of a GRU, with the weights of a layer of Keras.

    x: inputs (batch, d)
    h: states before the step (batch, u); left unchanged, as all arguments
    kernel: (d, 3u), columns of update gate, reset gate, candidate
    recurrent_kernel: (u, 3u), in the same order
    bias: (2, 3u), the first row for x @ kernel, the second for the other

    Returns the states after the step (batch, u), a new array.
    """

    def sigmoid(s):
        return 1 / (1 + np.exp(-s))

    of_x = x @ kernel + bias[0]
    of_h = h @ recurrent_kernel + bias[1]
    xz, xr, xc = np.split(of_x, 3, axis=1)
    hz, hr, hc = np.split(of_h, 3, axis=1)
    z = sigmoid(xz + hz)
    r = sigmoid(xr + hr)
    candidate = np.tanh(xc + r * hc)
    return z * h + (1 - z) * candidate


# %% right: student 10
def gru_step(x, h, kernel, recurrent_kernel, bias):
    """Take one step of a GRU, with the weights of a layer of Keras."""
    u = h.shape[1]
    a = np.dot(x, kernel) + bias[0, :]
    b = np.dot(h, recurrent_kernel) + bias[1, :]

    # both gates at once; sigmoid(s) = (1 + tanh(s / 2)) / 2 never overflows
    gates = 0.5 * (1.0 + np.tanh(0.5 * (a[:, : 2 * u] + b[:, : 2 * u])))
    update = gates[:, :u]
    reset = gates[:, u:]

    proposal = np.tanh(a[:, 2 * u :] + reset * b[:, 2 * u :])
    new_h = proposal + update * (h - proposal)
    return new_h


# %% right: student 11
def gru_step(x, h, kernel, recurrent_kernel, bias):
    # Every weight matrix on its own, as in equations (2) to (5)
    n_a = recurrent_kernel.shape[0]
    W_ue = kernel[:, 0:n_a]
    W_re = kernel[:, n_a : 2 * n_a]
    W_ae = kernel[:, 2 * n_a : 3 * n_a]
    W_ua = recurrent_kernel[:, 0:n_a]
    W_ra = recurrent_kernel[:, n_a : 2 * n_a]
    W_aa = recurrent_kernel[:, 2 * n_a : 3 * n_a]
    b_u, b_r, b_a = bias[0].reshape(3, n_a)
    b_u2, b_r2, b_a2 = bias[1].reshape(3, n_a)

    gamma_u = np.matmul(x, W_ue) + b_u + np.matmul(h, W_ua) + b_u2
    gamma_u = np.exp(-np.logaddexp(0, -gamma_u))
    gamma_r = np.matmul(x, W_re) + b_r + np.matmul(h, W_ra) + b_r2
    gamma_r = np.exp(-np.logaddexp(0, -gamma_r))
    a_tilde = np.tanh(
        np.matmul(x, W_ae) + b_a + gamma_r * (np.matmul(h, W_aa) + b_a2)
    )
    a_new = np.multiply(gamma_u, h) + np.multiply(1 - gamma_u, a_tilde)
    return a_new
