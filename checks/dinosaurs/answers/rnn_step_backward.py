# ruff: noqa (answers are written as students write them, one after the other)

# %% right: in place, line by line
def rnn_step_backward(dy, gradients, parameters, x, a, a_prev):
    gradients["dWya"] += dy @ a.T
    gradients["dby"] += dy
    da = parameters["Wya"].T @ dy + gradients["da_next"]
    delta = (1 - a**2) * da
    gradients["db"] += delta
    gradients["dWax"] += delta @ x.T
    gradients["dWaa"] += delta @ a_prev.T
    gradients["da_next"] = parameters["Waa"].T @ delta
    return gradients


# %% right: a new dictionary of new arrays
def rnn_step_backward(dy, gradients, parameters, x, a, a_prev):
    slope = 1 - np.square(a)
    delta = slope * (np.dot(parameters["Wya"].T, dy) + gradients["da_next"])
    steps = {
        "dWya": np.outer(dy, a),
        "dby": dy,
        "dWax": np.outer(delta, x),
        "dWaa": np.outer(delta, a_prev),
        "db": delta,
    }
    new = {name: gradients[name] + step for name, step in steps.items()}
    new["da_next"] = np.dot(parameters["Waa"].T, delta)
    return new


# %% right: only the column of the input, broadcast products
def rnn_step_backward(dy, gradients, parameters, x, a, a_prev):
    result = copy.deepcopy(gradients)
    d_total = (1 - a) * (1 + a) * (gradients["da_next"] + (dy.T @ parameters["Wya"]).T)
    result["dWya"] = result["dWya"] + dy * a.T
    result["dWaa"] = result["dWaa"] + d_total * a_prev.T
    for index in np.flatnonzero(x):
        result["dWax"][:, [index]] += d_total * x[index]
    result["db"] = result["db"] + d_total
    result["dby"] = result["dby"] + dy
    result["da_next"] = (d_total.T @ parameters["Waa"]).T
    return result


# %% right: each part of the blame by itself
def rnn_step_backward(dy, gradients, parameters, x, a, a_prev):
    own = parameters["Wya"].T @ dy * (1 - a * a)
    later = gradients["da_next"] * (1 - a * a)
    gradients["da_next"] = parameters["Waa"].T @ own + parameters["Waa"].T @ later
    for blame in (own, later):
        gradients["dWax"] = gradients["dWax"] + np.einsum("ik,jk->ij", blame, x)
        gradients["dWaa"] = gradients["dWaa"] + np.einsum("ik,jk->ij", blame, a_prev)
        gradients["db"] = gradients["db"] + blame
    gradients["dby"] = gradients["dby"] + dy
    gradients["dWya"] = gradients["dWya"] + np.einsum("ik,jk->ij", dy, a)
    return gradients


# %% wrong: dWya from the state before -> output_gradients
# say: dWya is made with a_prev: the step predicts from a, the state after it.
# - gradients["dWya"] += dy @ a.T
# + gradients["dWya"] += dy @ a_prev.T

# %% wrong: dby is forgotten -> output_gradients
# say: dby does not change: it gets dy, as db gets δ.
# - gradients["dby"] += dy

# %% wrong: no slope of tanh -> hidden_gradients
# say: The slope of tanh is missing: δ is (1 - a**2) times the gradient of a.
# - delta = (1 - a**2) * da
# + delta = da

# %% wrong: the slope from the argument of tanh -> hidden_gradients
# say: The slope of tanh is 1 - tanh(a)**2 here: a is a tanh already, so it is 1 - a**2.
# - delta = (1 - a**2) * da
# + delta = (1 - np.tanh(a) ** 2) * da

# %% wrong: the slope of a sigmoid -> hidden_gradients
# say: The slope is that of a sigmoid, a * (1 - a): that of tanh is 1 - a**2.
# - delta = (1 - a**2) * da
# + delta = a * (1 - a) * da

# %% wrong: dWaa from the state after -> hidden_gradients
# say: dWaa is made with a: Waa was multiplied by a_prev, the state before the step.
# - gradients["dWaa"] += delta @ a_prev.T
# + gradients["dWaa"] += delta @ a.T

# %% wrong: dWaa transposed -> hidden_gradients
# say: dWaa is transposed: it has to be δ @ a_prev.T.
# - gradients["dWaa"] += delta @ a_prev.T
# + gradients["dWaa"] += a_prev @ delta.T

# %% wrong: the later blame does not go through the slope -> later_steps_count
# say: The blame from later steps is added after the slope of tanh: both parts go
#     through it.
# - da = parameters["Wya"].T @ dy + gradients["da_next"]
# + da = parameters["Wya"].T @ dy
# - delta = (1 - a**2) * da
# + delta = (1 - a**2) * da + gradients["da_next"]

# %% wrong: only its own prediction -> later_steps_count
# say: The blame from later steps is not counted: da_next belongs to the gradient of a.
# - da = parameters["Wya"].T @ dy + gradients["da_next"]
# + da = parameters["Wya"].T @ dy

# %% wrong: da_next is left -> blame_goes_back
# say: da_next stays what it was: it becomes Waa.T @ δ, for the step before.
# - gradients["da_next"] = parameters["Waa"].T @ delta

# %% wrong: da_next is the gradient of this state -> blame_goes_back
# say: da_next becomes the gradient of a itself: it has to go back through the step, as
#     Waa.T @ δ.
# - gradients["da_next"] = parameters["Waa"].T @ delta
# + gradients["da_next"] = da

# %% wrong: da_next without the transpose -> blame_goes_back
# say: da_next is made with Waa: on the way back it is transposed, Waa.T @ δ.
# - gradients["da_next"] = parameters["Waa"].T @ delta
# + gradients["da_next"] = parameters["Waa"] @ delta

# %% wrong: da_next adds up -> blame_goes_back
# say: da_next is added to the one that came in: it replaces it.
# - gradients["da_next"] = parameters["Waa"].T @ delta
# + gradients["da_next"] = gradients["da_next"] + parameters["Waa"].T @ delta

# %% wrong: the sums are replaced -> steps_add_up
# say: dWaa of the later steps is thrown away: += adds this step to it.
# - gradients["dWaa"] += delta @ a_prev.T
# + gradients["dWaa"] = delta @ a_prev.T

# %% wrong: everything is replaced -> steps_add_up
# say: The gradients of the later steps are thrown away: each of the five is a sum over
#     all steps.
# - gradients["dWya"] += dy @ a.T
# + gradients["dWya"] = dy @ a.T
# - gradients["dby"] += dy
# + gradients["dby"] = dy.copy()
# - gradients["db"] += delta
# + gradients["db"] = delta
# - gradients["dWax"] += delta @ x.T
# + gradients["dWax"] = delta @ x.T
# - gradients["dWaa"] += delta @ a_prev.T
# + gradients["dWaa"] = delta @ a_prev.T

# %% wrong: goes uphill -> output_gradients
# say: Every gradient has the wrong sign: this step is added, not subtracted.
# - gradients["dWya"] += dy @ a.T
# + gradients["dWya"] -= dy @ a.T
# - gradients["dby"] += dy
# + gradients["dby"] -= dy
# - gradients["db"] += delta
# + gradients["db"] -= delta
# - gradients["dWax"] += delta @ x.T
# + gradients["dWax"] -= delta @ x.T
# - gradients["dWaa"] += delta @ a_prev.T
# + gradients["dWaa"] -= delta @ a_prev.T

# %% wrong: returns nothing -> output_gradients
# say: Nothing comes back: return the dictionary.
# - return gradients

# %% wrong: ignores dy -> hidden_gradients
# say: The error of the prediction is not used: dy is missing everywhere.
# - gradients["dWya"] += dy @ a.T
# - gradients["dby"] += dy
# - da = parameters["Wya"].T @ dy + gradients["da_next"]
# + da = gradients["da_next"]

# %% wrong: ignores gradients -> steps_add_up
# say: The gradients that came in are not used: neither the sums nor da_next.
# - gradients["dWya"] += dy @ a.T
# + gradients = {f"d{name}": np.zeros_like(w) for name, w in parameters.items()}
# + gradients["da_next"] = np.zeros_like(a)
# + gradients["dWya"] += dy @ a.T

# %% wrong: ignores parameters -> hidden_gradients
# say: The weights are not used: Wya and Waa carry the blame back.
# - da = parameters["Wya"].T @ dy + gradients["da_next"]
# + da = gradients["da_next"]
# - gradients["da_next"] = parameters["Waa"].T @ delta
# + gradients["da_next"] = delta

# %% wrong: ignores x -> hidden_gradients
# say: The input is not used: dWax gets δ @ x.T.
# - gradients["dWax"] += delta @ x.T
# + gradients["dWax"] += delta

# %% wrong: ignores a -> hidden_gradients
# say: The state after the step is not used: dWya and the slope of tanh need a.
# - gradients["dWya"] += dy @ a.T
# + gradients["dWya"] += dy @ a_prev.T
# - delta = (1 - a**2) * da
# + delta = (1 - a_prev**2) * da

# %% wrong: ignores a_prev -> hidden_gradients
# say: The state before the step is not used, and dWaa does not change: it gets
#     δ @ a_prev.T.
# - gradients["dWaa"] += delta @ a_prev.T


# %% wrong: dull, zeros -> output_gradients
# say: All gradients are zero, whatever comes in.
def rnn_step_backward(dy, gradients, parameters, x, a, a_prev):
    return {name: np.zeros_like(gradient) for name, gradient in gradients.items()}


# %% wrong: the slope from the state before -> hidden_gradients
# say: The slope of tanh is made with a_prev: it is 1 - a**2, of the state after the step.
# - delta = (1 - a**2) * da
# + delta = (1 - a_prev**2) * da

# %% wrong: the slope without the square -> hidden_gradients
# say: The square is missing in the slope of tanh: it is 1 - a**2, not 1 - a.
# - delta = (1 - a**2) * da
# + delta = (1 - a) * da

# %% wrong: the slope with a plus -> hidden_gradients
# say: The slope of tanh is 1 - a**2, with a minus.
# - delta = (1 - a**2) * da
# + delta = (1 + a**2) * da

# %% wrong: db is forgotten -> hidden_gradients
# say: db does not change: it gets δ.
# - gradients["db"] += delta

# %% wrong: dWax is forgotten -> hidden_gradients
# say: dWax does not change: it gets δ @ x.T.
# - gradients["dWax"] += delta @ x.T

# %% wrong: dWya is forgotten -> output_gradients
# say: dWya does not change: it gets dy @ a.T.
# - gradients["dWya"] += dy @ a.T

# %% wrong: db gets the gradient of a -> hidden_gradients
# say: db gets the gradient of a itself: it has to go through the slope of tanh first.
# - gradients["db"] += delta
# + gradients["db"] += da

# %% wrong: dWax from the gradient of a -> hidden_gradients
# say: dWax is made with the gradient of a: it has to be δ, behind the slope of tanh.
# - gradients["dWax"] += delta @ x.T
# + gradients["dWax"] += da @ x.T

# %% wrong: dWaa from the gradient of a -> hidden_gradients
# say: dWaa is made with the gradient of a: it has to be δ, behind the slope of tanh.
# - gradients["dWaa"] += delta @ a_prev.T
# + gradients["dWaa"] += da @ a_prev.T

# %% wrong: dWaa is subtracted -> hidden_gradients
# say: dWaa gets this step with the wrong sign: it is added.
# - gradients["dWaa"] += delta @ a_prev.T
# + gradients["dWaa"] -= delta @ a_prev.T

# %% wrong: dWax is subtracted -> hidden_gradients
# say: dWax gets this step with the wrong sign: it is added.
# - gradients["dWax"] += delta @ x.T
# + gradients["dWax"] -= delta @ x.T

# %% wrong: da_next without the slope -> blame_goes_back
# say: da_next is made with the gradient of a: it has to be δ, behind the slope of tanh.
# - gradients["da_next"] = parameters["Waa"].T @ delta
# + gradients["da_next"] = parameters["Waa"].T @ da

# %% wrong: da_next under another name -> blame_goes_back
# say: The blame for the step before is under another key: it has to be da_next.
# - gradients["da_next"] = parameters["Waa"].T @ delta
# + gradients["da_prev"] = parameters["Waa"].T @ delta

# %% wrong: dWax is replaced -> steps_add_up
# say: dWax of the later steps is thrown away: += adds this step to it.
# - gradients["dWax"] += delta @ x.T
# + gradients["dWax"] = delta @ x.T

# %% wrong: dWya is replaced -> steps_add_up
# say: dWya of the later steps is thrown away: += adds this step to it.
# - gradients["dWya"] += dy @ a.T
# + gradients["dWya"] = dy @ a.T

# %% wrong: db is replaced -> steps_add_up
# say: db of the later steps is thrown away: += adds this step to it.
# - gradients["db"] += delta
# + gradients["db"] = delta

# %% wrong: dby is replaced -> steps_add_up
# say: dby of the later steps is thrown away: += adds this step to it.
# - gradients["dby"] += dy
# + gradients["dby"] = dy


# %% wrong: the later blame alone -> hidden_gradients
# say: The step's own prediction is not counted: Wya.T @ dy belongs to the gradient of a.
# - da = parameters["Wya"].T @ dy + gradients["da_next"]
# + da = gradients["da_next"]


# %% wrong: ignores a_prev itself, half of it counts -> hidden_gradients
# unnamed: nobody does that
# - gradients["dWaa"] += delta @ a_prev.T
# + gradients["dWaa"] += delta @ a_prev.T / 2
