# ruff: noqa (answers are written as students write them, one after the other)

# %% right: gate by gate, with slices
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    n = h.shape[1]
    total = x @ kernel + h @ recurrent_kernel + bias
    i = 1 / (1 + np.exp(-total[:, :n]))
    f = 1 / (1 + np.exp(-total[:, n : 2 * n]))
    new = np.tanh(total[:, 2 * n : 3 * n])
    o = 1 / (1 + np.exp(-total[:, 3 * n :]))
    memory = f * c + i * new
    state = o * np.tanh(memory)
    return state, memory


# %% right: split in four
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    def sigmoid(z):
        return 0.5 + 0.5 * np.tanh(z / 2)

    z = np.dot(x, kernel) + np.dot(h, recurrent_kernel) + bias
    zi, zf, zc, zo = np.split(z, 4, axis=-1)
    c_next = sigmoid(zf) * c + sigmoid(zi) * np.tanh(zc)
    return [sigmoid(zo) * np.tanh(c_next), c_next]


# %% right: one product of input and state side by side
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    both = np.hstack([x, h]) @ np.vstack([kernel, recurrent_kernel]) + bias
    gates = both.reshape(len(x), 4, -1)
    i, f, o = np.exp(-np.logaddexp(0, -gates[:, [0, 1, 3]])).transpose(1, 0, 2)
    memory = f * c
    memory += i * np.tanh(gates[:, 2])
    return np.tanh(memory) * o, memory


# %% right: row by row, unit by unit
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    batch, units = h.shape
    new_h, new_c = np.zeros((batch, units)), np.zeros((batch, units))
    for b in range(batch):
        z = x[b] @ kernel + h[b] @ recurrent_kernel + bias
        for u in range(units):
            i, f, o = (1 / (1 + np.exp(-z[k * units + u])) for k in (0, 1, 3))
            new_c[b, u] = f * c[b, u] + i * np.tanh(z[2 * units + u])
            new_h[b, u] = o * np.tanh(new_c[b, u])
    return new_h, new_c


# %% right: a function for the columns of a gate
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    units = recurrent_kernel.shape[0]

    def columns(place):
        part = slice(place * units, (place + 1) * units)
        from_x = np.einsum("bi,iu->bu", x, kernel[:, part])
        from_h = np.einsum("bj,ju->bu", h, recurrent_kernel[:, part])
        return from_x + from_h + bias[part]

    write, keep, show = (1 / (1 + np.exp(-columns(k))) for k in (0, 1, 3))
    c = keep * c + write * np.tanh(columns(2))
    h = show * np.tanh(c)
    return h, c


# %% right: with TensorFlow
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = tf.matmul(x, kernel) + tf.matmul(h, recurrent_kernel) + bias
    i, f, new, o = tf.split(z, 4, axis=1)
    c = tf.sigmoid(f) * c + tf.sigmoid(i) * tf.tanh(new)
    return tf.sigmoid(o) * tf.tanh(c), c


# %% wrong: the gates in the order f, i, c, o -> memory
# say: The gates i and f are swapped: the first quarter of the columns writes, the
#     second keeps.
# - memory = f * c + i * new
# + memory = i * c + f * new

# %% wrong: the gates in the order i, f, o, c -> memory
# say: The last two quarters are swapped: the third makes the new value, the fourth o.
# - new = np.tanh(total[:, 2 * n : 3 * n])
# - o = 1 / (1 + np.exp(-total[:, 3 * n :]))
# + new = np.tanh(total[:, 3 * n :])
# + o = 1 / (1 + np.exp(-total[:, 2 * n : 3 * n]))

# %% wrong: the gates in the order i, o, c, f -> memory
# say: The columns of f and o are swapped: f is the second quarter, o the last.
# - f = 1 / (1 + np.exp(-total[:, n : 2 * n]))
# - o = 1 / (1 + np.exp(-total[:, 3 * n :]))
# + f = 1 / (1 + np.exp(-total[:, 3 * n :]))
# + o = 1 / (1 + np.exp(-total[:, n : 2 * n]))

# %% wrong: nothing is kept -> memory
# say: Nothing of the old memory is kept: add f * c.
# - memory = f * c + i * new
# + memory = i * new

# %% wrong: no gate f -> memory
# say: The old memory is kept in full: multiply it by f.
# - memory = f * c + i * new
# + memory = c + i * new

# %% wrong: no gate i -> memory
# say: The new value is written in full: multiply it by i.
# - memory = f * c + i * new
# + memory = f * c + new

# %% wrong: what is not kept is written -> memory
# say: The gate 1 - f is used for writing, as in a GRU: an LSTM has the gate i for it.
# - memory = f * c + i * new
# + memory = f * c + (1 - f) * new

# %% wrong: no tanh of the new value -> memory
# say: The tanh of the new value is missing.
# - new = np.tanh(total[:, 2 * n : 3 * n])
# + new = total[:, 2 * n : 3 * n]

# %% wrong: a sigmoid for the new value -> memory
# say: The new value is a sigmoid: it has to be a tanh, between -1 and 1.
# - new = np.tanh(total[:, 2 * n : 3 * n])
# + new = 1 / (1 + np.exp(-total[:, 2 * n : 3 * n]))

# %% wrong: tanh for the gates -> memory
# say: The gates are a tanh: they have to be a sigmoid, between 0 and 1.
# - i = 1 / (1 + np.exp(-total[:, :n]))
# - f = 1 / (1 + np.exp(-total[:, n : 2 * n]))
# - o = 1 / (1 + np.exp(-total[:, 3 * n :]))
# + i = np.tanh(total[:, :n])
# + f = np.tanh(total[:, n : 2 * n])
# + o = np.tanh(total[:, 3 * n :])

# %% wrong: the sigmoid of the wrong sign -> memory
# say: The sigmoid falls where it should rise: it is 1 / (1 + exp(-z)), with a minus.
# - i = 1 / (1 + np.exp(-total[:, :n]))
# - f = 1 / (1 + np.exp(-total[:, n : 2 * n]))
# - o = 1 / (1 + np.exp(-total[:, 3 * n :]))
# + i = 1 / (1 + np.exp(total[:, :n]))
# + f = 1 / (1 + np.exp(total[:, n : 2 * n]))
# + o = 1 / (1 + np.exp(total[:, 3 * n :]))

# %% wrong: the memory itself is a tanh -> memory
# say: The memory is squeezed by a tanh itself: only what the state shows of it is.
# - memory = f * c + i * new
# + memory = np.tanh(f * c + i * new)
# - state = o * np.tanh(memory)
# + state = o * memory

# %% wrong: no tanh of the memory -> state
# say: The tanh of the memory is missing from the state: it has to be o * tanh(c).
# - state = o * np.tanh(memory)
# + state = o * memory

# %% wrong: the state shows the old memory -> state
# say: The state shows the memory before the step: it shows the new one.
# - state = o * np.tanh(memory)
# + state = o * np.tanh(c)

# %% wrong: no gate o -> state
# say: The state shows the whole memory: multiply by the gate o.
# - state = o * np.tanh(memory)
# + state = np.tanh(memory)

# %% wrong: the gate inside of the tanh -> state
# say: The gate o is inside of the tanh: the state is o * tanh(c).
# - state = o * np.tanh(memory)
# + state = np.tanh(o * memory)

# %% wrong: the memory first -> memory
# say: The two results are in the wrong order: the state h comes first.
# - return state, memory
# + return memory, state

# %% wrong: only the state -> memory
# say: The state comes back alone: the next step needs the memory too.
# - return state, memory
# + return state

# %% wrong: the state twice -> memory
# say: The state comes back twice: the second result is the memory.
# - return state, memory
# + return state, state

# %% wrong: the old memory comes back -> memory
# say: The memory comes back as it was before the step.
# - return state, memory
# + return state, c.copy()

# %% wrong: no bias -> biases
# say: The bias is missing.
# - total = x @ kernel + h @ recurrent_kernel + bias
# + total = x @ kernel + h @ recurrent_kernel

# %% wrong: one more for the gate f -> biases
# say: A one is added to the bias of f: it was added when the layer was made, and has
#     been trained since.
# - f = 1 / (1 + np.exp(-total[:, n : 2 * n]))
# + f = 1 / (1 + np.exp(-total[:, n : 2 * n] - 1))

# %% wrong: the bias twice -> biases
# say: The bias is added to both products: an LSTM of Keras has one bias.
# - total = x @ kernel + h @ recurrent_kernel + bias
# + total = x @ kernel + bias + h @ recurrent_kernel + bias

# %% wrong: the memory is changed in place -> nothing_changes
# say: c is changed in place, by c *= or c[:] =: return a new array.
# - memory = f * c + i * new
# + c *= f
# + c += i * new
# + memory = c

# %% wrong: the state is changed in place -> nothing_changes
# say: h is changed in place, by h *= or h[:] =: return a new array.
# - state = o * np.tanh(memory)
# + h[:] = o * np.tanh(memory)
# + state = h

# %% wrong: only the first row -> memory
# say: All rows get the results of the first one: each row is a text of its own.
# - total = x @ kernel + h @ recurrent_kernel + bias
# + total = x @ kernel + h @ recurrent_kernel + bias
# + total[:], c = total[0], np.repeat(c[:1], len(c), axis=0)

# %% wrong: a single row comes back flat -> rows
# say: A single row comes back flat: its shape is (1, units).
# - return state, memory
# + return np.squeeze(state), np.squeeze(memory)


# %% wrong: ignores x -> memory
# say: The input is not used: x @ kernel belongs to all four sums.
# - total = x @ kernel + h @ recurrent_kernel + bias
# + total = h @ recurrent_kernel + bias

# %% wrong: ignores h -> memory
# say: The old state is not used: h @ recurrent_kernel belongs to all four sums.
# - n = h.shape[1]
# - total = x @ kernel + h @ recurrent_kernel + bias
# + n = c.shape[1]
# + total = x @ kernel + bias

# %% wrong: ignores c -> memory
# say: The old memory is not used: the state takes its place.
# - memory = f * c + i * new
# + memory = f * h + i * new

# %% wrong: ignores kernel -> memory
# say: The kernel is not used: x @ kernel belongs to all four sums.
# - total = x @ kernel + h @ recurrent_kernel + bias
# + total = np.sum(x, axis=1, keepdims=True) + h @ recurrent_kernel + bias

# %% wrong: ignores recurrent_kernel -> memory
# say: The recurrent kernel is not used: h @ recurrent_kernel belongs to all four sums.
# - total = x @ kernel + h @ recurrent_kernel + bias
# + total = x @ kernel + np.tile(h, 4) + bias

# %% wrong: ignores bias, a one for f -> biases
# say: The bias is not used: add the one that was passed, and nothing else.
# - total = x @ kernel + h @ recurrent_kernel + bias
# + total = x @ kernel + h @ recurrent_kernel
# + total[:, n : 2 * n] += 1


# %% wrong: dull, zeros -> memory
# say: State and memory are zeros, whatever comes in.
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    return np.zeros_like(h), np.zeros_like(c)


# %% wrong: dull, as before -> memory
# say: State and memory come back as they were: nothing is computed.
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    return h.copy(), c.copy()


# %% wrong: dull, random numbers -> memory
# unnamed: random numbers each time
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    return np.random.uniform(-1, 1, h.shape), np.random.normal(size=c.shape)


# %% wrong: dull, not a number -> memory
# unnamed: nobody does that
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    return np.full(h.shape, np.nan), np.full(c.shape, np.nan)


# %% wrong: what is not written is kept -> memory
# say: The gate 1 - i is used for keeping, as in a GRU: an LSTM has the gate f for it.
# - memory = f * c + i * new
# + memory = (1 - i) * c + i * new

# %% wrong: the memory in the place of the state -> memory
# say: The memory c goes into the sum: it has to be the state, h @ recurrent_kernel.
# - total = x @ kernel + h @ recurrent_kernel + bias
# + total = x @ kernel + c @ recurrent_kernel + bias

# %% wrong: no sigmoid for the gate o -> state
# say: The sigmoid of the gate o is missing.
# - o = 1 / (1 + np.exp(-total[:, 3 * n :]))
# + o = total[:, 3 * n :]

# %% wrong: no sigmoid for the gate f -> memory
# say: The sigmoid of the gate f is missing.
# - f = 1 / (1 + np.exp(-total[:, n : 2 * n]))
# + f = total[:, n : 2 * n]

# %% wrong: no sigmoid for the gate i -> memory
# say: The sigmoid of the gate i is missing.
# - i = 1 / (1 + np.exp(-total[:, :n]))
# + i = total[:, :n]

# %% wrong: hard sigmoids for the gates -> memory
# say: The gates are hard sigmoids, pieces of straight lines: they have to be 1 / (1 +
#     exp(-z)).
# - i = 1 / (1 + np.exp(-total[:, :n]))
# - f = 1 / (1 + np.exp(-total[:, n : 2 * n]))
# - o = 1 / (1 + np.exp(-total[:, 3 * n :]))
# + i = np.clip(total[:, :n] / 5 + 0.5, 0, 1)
# + f = np.clip(total[:, n : 2 * n] / 5 + 0.5, 0, 1)
# + o = np.clip(total[:, 3 * n :] / 5 + 0.5, 0, 1)

# %% wrong: the columns take turns -> memory
# say: Every fourth column is taken for a gate: the columns of a gate stand side by side,
#     a quarter for each.
# - i = 1 / (1 + np.exp(-total[:, :n]))
# - f = 1 / (1 + np.exp(-total[:, n : 2 * n]))
# - new = np.tanh(total[:, 2 * n : 3 * n])
# - o = 1 / (1 + np.exp(-total[:, 3 * n :]))
# + i = 1 / (1 + np.exp(-total[:, 0::4]))
# + f = 1 / (1 + np.exp(-total[:, 1::4]))
# + new = np.tanh(total[:, 2::4])
# + o = 1 / (1 + np.exp(-total[:, 3::4]))


# %% wrong: ignores bias itself, half of it counts -> biases
# unnamed: nobody does that
# - total = x @ kernel + h @ recurrent_kernel + bias
# + total = x @ kernel + h @ recurrent_kernel + bias / 2
