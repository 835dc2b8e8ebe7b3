# ruff: noqa (answers are written as students write them, one after the other)

# %% right: gate by gate, with slices
def gru_step(x, h, kernel, recurrent_kernel, bias):
    n = h.shape[1]
    outer = x @ kernel + bias[0]
    inner = h @ recurrent_kernel + bias[1]
    z = 1 / (1 + np.exp(-(outer[:, :n] + inner[:, :n])))
    r = 1 / (1 + np.exp(-(outer[:, n : 2 * n] + inner[:, n : 2 * n])))
    candidate = np.tanh(outer[:, 2 * n :] + r * inner[:, 2 * n :])
    return z * h + (1 - z) * candidate


# %% right: split in three
def gru_step(x, h, kernel, recurrent_kernel, bias):
    def sigmoid(a):
        return 1.0 / (1.0 + np.exp(-a))

    xz, xr, xh = np.split(np.dot(x, kernel) + bias[0], 3, axis=-1)
    hz, hr, hh = np.split(np.dot(h, recurrent_kernel) + bias[1], 3, axis=-1)
    update, reset = sigmoid(xz + hz), sigmoid(xr + hr)
    new = np.tanh(xh + reset * hh)
    return new + update * (h - new)


# %% right: weights of each gate in a dictionary
def gru_step(x, h, kernel, recurrent_kernel, bias):
    units = recurrent_kernel.shape[0]
    gates = {}
    for place, name in enumerate("zrh"):
        columns = slice(place * units, (place + 1) * units)
        gates[name] = (
            np.einsum("bi,iu->bu", x, kernel[:, columns]) + bias[0, columns],
            np.einsum("bj,ju->bu", h, recurrent_kernel[:, columns]) + bias[1, columns],
        )
    z = 0.5 * (1 + np.tanh(0.5 * sum(gates["z"])))
    r = 0.5 * (1 + np.tanh(0.5 * sum(gates["r"])))
    new_state = (1 - z) * np.tanh(gates["h"][0] + r * gates["h"][1])
    new_state += z * h
    return new_state


# %% right: one row after the other
def gru_step(x, h, kernel, recurrent_kernel, bias):
    result = np.empty_like(h)
    u = h.shape[-1]
    for row in range(len(h)):
        from_x = (x[row] @ kernel + bias[0]).reshape(3, u)
        from_h = (h[row] @ recurrent_kernel + bias[1]).reshape(3, u)
        z, r = np.exp(-np.logaddexp(0, -(from_x[:2] + from_h[:2])))
        candidate = np.tanh(from_x[2] + from_h[2] * r)
        result[row] = (1 - z) * candidate + z * h[row]
    return result


# %% right: the two gates in one product, input and state side by side
def gru_step(x, h, kernel, recurrent_kernel, bias):
    u = h.shape[1]
    both = np.concatenate([x, h], axis=1)
    weights = np.concatenate([kernel[:, : 2 * u], recurrent_kernel[:, : 2 * u]])
    gates = 1 / (1 + np.exp(-(both @ weights + bias.sum(axis=0)[: 2 * u])))
    remembered = gates[:, u:] * (h @ recurrent_kernel[:, 2 * u :] + bias[1, 2 * u :])
    candidate = np.tanh(x @ kernel[:, 2 * u :] + bias[0, 2 * u :] + remembered)
    return candidate + gates[:, :u] * (h - candidate)


# %% right: with TensorFlow
def gru_step(x, h, kernel, recurrent_kernel, bias):
    xz, xr, xh = tf.split(tf.matmul(x, kernel) + bias[0], 3, axis=1)
    hz, hr, hh = tf.split(tf.matmul(h, recurrent_kernel) + bias[1], 3, axis=1)
    z = tf.sigmoid(xz + hz)
    return z * h + (1 - z) * tf.tanh(xh + tf.sigmoid(xr + hr) * hh)


# %% wrong: the update gate the wrong way round -> update_gate
# say: The update gate is the wrong way round: z is the share of the old state, 1 - z
#     that of the candidate.
# - return z * h + (1 - z) * candidate
# + return (1 - z) * h + z * candidate

# %% wrong: the gates in the order r, z, h -> update_gate
# say: The two gates are swapped: the first third of the columns belongs to z, the
#     second to r.
# - return z * h + (1 - z) * candidate
# + candidate = np.tanh(outer[:, 2 * n :] + z * inner[:, 2 * n :])
# + return r * h + (1 - r) * candidate

# %% wrong: the candidate's columns in the middle -> update_gate
# say: The columns of the candidate are taken from the second third: they have to be the
#     last.
# - r = 1 / (1 + np.exp(-(outer[:, n : 2 * n] + inner[:, n : 2 * n])))
# - candidate = np.tanh(outer[:, 2 * n :] + r * inner[:, 2 * n :])
# + r = 1 / (1 + np.exp(-(outer[:, 2 * n :] + inner[:, 2 * n :])))
# + candidate = np.tanh(outer[:, n : 2 * n] + r * inner[:, n : 2 * n])

# %% wrong: the candidate's columns first -> update_gate
# say: The columns of the candidate are taken from the first third: they have to be the
#     last, after those of z and r.
# - z = 1 / (1 + np.exp(-(outer[:, :n] + inner[:, :n])))
# - r = 1 / (1 + np.exp(-(outer[:, n : 2 * n] + inner[:, n : 2 * n])))
# - candidate = np.tanh(outer[:, 2 * n :] + r * inner[:, 2 * n :])
# + z = 1 / (1 + np.exp(-(outer[:, n : 2 * n] + inner[:, n : 2 * n])))
# + r = 1 / (1 + np.exp(-(outer[:, 2 * n :] + inner[:, 2 * n :])))
# + candidate = np.tanh(outer[:, :n] + r * inner[:, :n])

# %% wrong: reset before the product -> reset_gate
# say: The reset gate is applied to h before the product: it has to be r * (h @ U +
#     bias[1]), after it.
# - candidate = np.tanh(outer[:, 2 * n :] + r * inner[:, 2 * n :])
# + again = (r * h) @ recurrent_kernel[:, 2 * n :] + bias[1, 2 * n :]
# + candidate = np.tanh(outer[:, 2 * n :] + again)

# %% wrong: no reset gate -> reset_gate
# say: The reset gate is not used: it scales what comes from h into the candidate.
# - candidate = np.tanh(outer[:, 2 * n :] + r * inner[:, 2 * n :])
# + candidate = np.tanh(outer[:, 2 * n :] + inner[:, 2 * n :])

# %% wrong: the reset gate scales the input too -> update_gate
# say: The reset gate scales the whole sum: it belongs to the part from h alone.
# - candidate = np.tanh(outer[:, 2 * n :] + r * inner[:, 2 * n :])
# + candidate = np.tanh(r * (outer[:, 2 * n :] + inner[:, 2 * n :]))

# %% wrong: 1 - r in the place of r -> reset_gate
# say: The reset gate is the wrong way round: multiply by r, not by 1 - r.
# - candidate = np.tanh(outer[:, 2 * n :] + r * inner[:, 2 * n :])
# + candidate = np.tanh(outer[:, 2 * n :] + (1 - r) * inner[:, 2 * n :])

# %% wrong: no tanh -> update_gate
# say: The tanh of the candidate is missing.
# - candidate = np.tanh(outer[:, 2 * n :] + r * inner[:, 2 * n :])
# + candidate = outer[:, 2 * n :] + r * inner[:, 2 * n :]

# %% wrong: a sigmoid for the candidate -> update_gate
# say: The candidate is a sigmoid: it has to be a tanh, between -1 and 1.
# - candidate = np.tanh(outer[:, 2 * n :] + r * inner[:, 2 * n :])
# + candidate = 1 / (1 + np.exp(-(outer[:, 2 * n :] + r * inner[:, 2 * n :])))

# %% wrong: tanh for the gates -> update_gate
# say: The gates are a tanh: they have to be a sigmoid, between 0 and 1.
# - z = 1 / (1 + np.exp(-(outer[:, :n] + inner[:, :n])))
# - r = 1 / (1 + np.exp(-(outer[:, n : 2 * n] + inner[:, n : 2 * n])))
# + z = np.tanh(outer[:, :n] + inner[:, :n])
# + r = np.tanh(outer[:, n : 2 * n] + inner[:, n : 2 * n])

# %% wrong: the sigmoid of the wrong sign -> update_gate
# say: The sigmoid falls where it should rise: it is 1 / (1 + exp(-a)), with a minus.
# - z = 1 / (1 + np.exp(-(outer[:, :n] + inner[:, :n])))
# - r = 1 / (1 + np.exp(-(outer[:, n : 2 * n] + inner[:, n : 2 * n])))
# + z = 1 / (1 + np.exp(outer[:, :n] + inner[:, :n]))
# + r = 1 / (1 + np.exp(outer[:, n : 2 * n] + inner[:, n : 2 * n]))

# %% wrong: the update gate sees the input alone -> update_gate
# say: The update gate is made from x alone: h @ recurrent_kernel belongs to it too.
# - z = 1 / (1 + np.exp(-(outer[:, :n] + inner[:, :n])))
# + z = 1 / (1 + np.exp(-outer[:, :n]))

# %% wrong: only the candidate comes back -> update_gate
# say: The candidate comes back alone: mix it with the old state by the update gate.
# - return z * h + (1 - z) * candidate
# + return candidate

# %% wrong: tanh of the new state -> update_gate
# say: A tanh of the whole new state is taken: it belongs to the candidate alone.
# - return z * h + (1 - z) * candidate
# + return np.tanh(z * h + (1 - z) * candidate)

# %% wrong: the candidate is added in full -> update_gate
# say: The candidate is added in full: its share is 1 - z.
# - return z * h + (1 - z) * candidate
# + return z * h + candidate

# %% wrong: the reset gate in the mixture too -> update_gate
# say: The old state is reset in the mixture too: there it has the share z alone.
# - return z * h + (1 - z) * candidate
# + return z * (r * h) + (1 - z) * candidate

# %% wrong: the bias of the input is forgotten -> biases
# say: bias[0] is missing: it has to be added to x @ kernel.
# - outer = x @ kernel + bias[0]
# + outer = x @ kernel

# %% wrong: the bias of the state is forgotten -> biases
# say: bias[1] is missing: it has to be added to h @ recurrent_kernel.
# - inner = h @ recurrent_kernel + bias[1]
# + inner = h @ recurrent_kernel

# %% wrong: the rows of the bias are swapped -> biases
# say: The rows of the bias are swapped: bias[0] goes with x, bias[1] with h.
# - outer = x @ kernel + bias[0]
# - inner = h @ recurrent_kernel + bias[1]
# + outer = x @ kernel + bias[1]
# + inner = h @ recurrent_kernel + bias[0]

# %% wrong: both biases are outside of the reset -> biases
# say: In the candidate bias[1] is added after the reset: it has to be inside, with h @
#     recurrent_kernel.
# - outer = x @ kernel + bias[0]
# - inner = h @ recurrent_kernel + bias[1]
# + outer = x @ kernel + bias[0] + bias[1]
# + inner = h @ recurrent_kernel

# %% wrong: both biases are added on both sides -> biases
# say: Both rows of the bias are added to both products: each has its own row.
# - outer = x @ kernel + bias[0]
# - inner = h @ recurrent_kernel + bias[1]
# + outer = x @ kernel + bias.sum(axis=0)
# + inner = h @ recurrent_kernel + bias.sum(axis=0)

# %% wrong: the state is changed in place -> nothing_changes
# say: h is changed in place, by h *= or h[:] =: return a new array.
# - return z * h + (1 - z) * candidate
# + h *= z
# + h += (1 - z) * candidate
# + return h

# %% wrong: only the first row -> update_gate
# say: All rows get the state of the first one: each row is a text of its own.
# - return z * h + (1 - z) * candidate
# + new = z * h + (1 - z) * candidate
# + return np.repeat(new[:1], len(new), axis=0)

# %% wrong: a single row comes back flat -> rows
# say: A single row comes back flat: its shape is (1, units).
# - return z * h + (1 - z) * candidate
# + return np.squeeze(z * h + (1 - z) * candidate)

# %% wrong: the state comes back twice -> update_gate
# say: Two things come back, as from a layer with return_state: return the new state
#     alone.
# - return z * h + (1 - z) * candidate
# + new = z * h + (1 - z) * candidate
# + return new, new


# %% wrong: ignores x -> update_gate
# say: The input is not used: x @ kernel belongs to the gates and to the candidate.
# - outer = x @ kernel + bias[0]
# + outer = np.zeros((len(h), 3 * n)) + bias[0]

# %% wrong: ignores h -> update_gate
# say: The old state is not used: both gates, the candidate and the mixture need it.
# - n = h.shape[1]
# + n = recurrent_kernel.shape[0]
# + h = np.zeros((len(x), n))

# %% wrong: ignores kernel -> update_gate
# say: The kernel is not used: x @ kernel belongs to the gates and to the candidate.
# - outer = x @ kernel + bias[0]
# + outer = np.sum(x, axis=1, keepdims=True) + bias[0]

# %% wrong: ignores recurrent_kernel -> update_gate
# say: The recurrent kernel is not used: h @ recurrent_kernel belongs to gates and
#     candidate.
# - inner = h @ recurrent_kernel + bias[1]
# + inner = np.tile(h, 3) + bias[1]

# %% wrong: ignores bias -> biases
# say: The bias is not used: bias[0] goes with x @ kernel, bias[1] with
#     h @ recurrent_kernel.
# - outer = x @ kernel + bias[0]
# - inner = h @ recurrent_kernel + bias[1]
# + outer = x @ kernel
# + inner = h @ recurrent_kernel


# %% wrong: dull, zeros -> update_gate
# say: The new state is zeros, whatever comes in.
def gru_step(x, h, kernel, recurrent_kernel, bias):
    return np.zeros_like(h)


# %% wrong: dull, the old state -> update_gate
# say: The old state comes back as it was: nothing is computed.
def gru_step(x, h, kernel, recurrent_kernel, bias):
    return h.copy()


# %% wrong: dull, random numbers -> update_gate
# unnamed: random numbers each time
def gru_step(x, h, kernel, recurrent_kernel, bias):
    return np.random.uniform(-1, 1, h.shape)


# %% wrong: dull, not a number -> update_gate
# unnamed: nobody does that
def gru_step(x, h, kernel, recurrent_kernel, bias):
    return np.full(h.shape, np.nan)


# %% wrong: the reset gate scales the part from x -> update_gate
# say: The reset gate scales the part from x: it belongs to the part from h.
# - candidate = np.tanh(outer[:, 2 * n :] + r * inner[:, 2 * n :])
# + candidate = np.tanh(r * outer[:, 2 * n :] + inner[:, 2 * n :])


# %% wrong: the update gate resets -> reset_gate
# say: The update gate z takes the place of the reset gate: it is r that scales the part
#     from h.
# - candidate = np.tanh(outer[:, 2 * n :] + r * inner[:, 2 * n :])
# + candidate = np.tanh(outer[:, 2 * n :] + z * inner[:, 2 * n :])


# %% wrong: the reset gate sees the input alone -> reset_gate
# say: The reset gate is made from x alone: h @ recurrent_kernel belongs to it too.
# - r = 1 / (1 + np.exp(-(outer[:, n : 2 * n] + inner[:, n : 2 * n])))
# + r = 1 / (1 + np.exp(-outer[:, n : 2 * n]))


# %% wrong: tanh for the update gate alone -> update_gate
# say: The update gate is a tanh: it has to be a sigmoid, between 0 and 1.
# - z = 1 / (1 + np.exp(-(outer[:, :n] + inner[:, :n])))
# + z = np.tanh(outer[:, :n] + inner[:, :n])


# %% wrong: tanh for the reset gate alone -> reset_gate
# say: The reset gate is a tanh: it has to be a sigmoid, between 0 and 1.
# - r = 1 / (1 + np.exp(-(outer[:, n : 2 * n] + inner[:, n : 2 * n])))
# + r = np.tanh(outer[:, n : 2 * n] + inner[:, n : 2 * n])


# %% wrong: the old state has no share -> update_gate
# say: The old state is missing in the new one: z * h is its share.
# - return z * h + (1 - z) * candidate
# + return (1 - z) * candidate


# %% wrong: the old state is added in full -> update_gate
# say: The old state is added in full: its share is z.
# - return z * h + (1 - z) * candidate
# + return h + (1 - z) * candidate


# %% wrong: the reset gate mixes -> update_gate
# say: The reset gate r takes the place of the update gate: z mixes old state and
#     candidate.
# - return z * h + (1 - z) * candidate
# + return r * h + (1 - r) * candidate


# %% wrong: nothing comes back -> update_gate
# say: Nothing comes back: return the new state.
# - return z * h + (1 - z) * candidate
# + new = z * h + (1 - z) * candidate


# %% wrong: the candidate sees no old state -> reset_gate
# say: The candidate is made from x alone: the old state goes in too, times the reset
#     gate.
# - candidate = np.tanh(outer[:, 2 * n :] + r * inner[:, 2 * n :])
# + candidate = np.tanh(outer[:, 2 * n :])


# %% wrong: ignores h itself, half of it counts -> update_gate
# unnamed: nobody does that
# - n = h.shape[1]
# + h = h / 2
# + n = h.shape[1]
