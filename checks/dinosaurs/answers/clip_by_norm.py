# ruff: noqa (answers are written as students write them, one after the other)

# %% right: a factor, 1 unless the norm is too large
def clip_by_norm(gradients, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
    factor = max_norm / norm if norm > max_norm else 1.0
    return {name: factor * g for name, g in gradients.items()}


# %% right: all arrays as one long vector
def clip_by_norm(gradients, max_norm):
    flat = np.concatenate([g.ravel() for g in gradients.values()])
    norm = np.linalg.norm(flat)
    if norm <= max_norm:
        return copy.deepcopy(gradients)
    return {name: g * (max_norm / norm) for name, g in gradients.items()}


# %% right: the norm of the norms, in a loop
def clip_by_norm(gradients, max_norm):
    squares = 0.0
    for name in gradients:
        squares += np.linalg.norm(gradients[name]) ** 2
    norm = squares**0.5
    clipped = {}
    for name in gradients:
        clipped[name] = gradients[name].copy()
        if norm > max_norm:
            clipped[name] *= max_norm
            clipped[name] /= norm
    return clipped


# %% right: the smaller of 1 and a quotient that is never 0 / 0
def clip_by_norm(gradients, max_norm):
    total = float(np.sqrt(sum(np.vdot(g, g) for g in gradients.values())))
    factor = min(1.0, max_norm / max(total, 1e-300))
    result = {}
    for key, value in gradients.items():
        result[key] = np.multiply(value, factor)
    return result


# %% wrong: each array by its own norm -> long_ones_are_scaled
# say: Each array is scaled by its own norm: one norm of all five, and one factor, keep
#     the direction.
def clip_by_norm(gradients, max_norm):
    clipped = {}
    for name, g in gradients.items():
        norm = np.linalg.norm(g)
        clipped[name] = g * (max_norm / norm) if norm > max_norm else g.copy()
    return clipped


# %% wrong: short ones are made longer -> short_ones_stay
# say: Short gradients are made longer: the factor is never more than 1.
def clip_by_norm(gradients, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
    return {name: g * (max_norm / (norm or 1.0)) for name, g in gradients.items()}


# %% wrong: without the root -> long_ones_are_scaled
# say: The root is missing: the norm is the root of the sum of squares.
# - norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
# + norm = sum((g**2).sum() for g in gradients.values())

# %% wrong: the sum of the norms -> long_ones_are_scaled
# say: The norms of the arrays are added up: add their squares, and take the root once.
# - norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
# + norm = sum(np.linalg.norm(g) for g in gradients.values())

# %% wrong: the largest norm -> long_ones_are_scaled
# say: The largest of the five norms is taken: all squares count together.
# - norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
# + norm = max(np.linalg.norm(g) for g in gradients.values())

# %% wrong: the largest entry -> long_ones_are_scaled
# say: The largest entry is taken for the norm: the norm is the root of the sum of all
#     squares.
# - norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
# + norm = max(np.abs(g).max() for g in gradients.values())

# %% wrong: the sum of absolute values -> long_ones_are_scaled
# say: Absolute values are added up: the norm is the root of the sum of squares.
# - norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
# + norm = sum(np.abs(g).sum() for g in gradients.values())

# %% wrong: the mean of the squares -> long_ones_are_scaled
# say: The mean of the squares is taken: the norm is the root of their sum.
# - norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
# + norm = np.sqrt(np.mean(np.concatenate([g.ravel() ** 2 for g in gradients.values()])))

# %% wrong: only the matrices count -> long_ones_are_scaled
# say: The biases do not count towards the norm: all five arrays do.
# - norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
# + norm = np.sqrt(sum((g**2).sum() for n, g in gradients.items() if "W" in n))

# %% wrong: the factor is upside down -> long_ones_are_scaled
# say: The factor is upside down, and long gradients get longer: it has to be max_norm /
#     norm.
# - factor = max_norm / norm if norm > max_norm else 1.0
# + factor = norm / max_norm if norm > max_norm else 1.0

# %% wrong: divided by the norm alone -> long_ones_are_scaled
# say: Long gradients get the norm 1: the factor is max_norm / norm.
# - factor = max_norm / norm if norm > max_norm else 1.0
# + factor = 1.0 / norm if norm > max_norm else 1.0


# %% wrong: clips by value -> long_ones_are_scaled
# say: Entries are clipped one by one, as in clip: here all are scaled by one factor.
def clip_by_norm(gradients, max_norm):
    return {name: np.clip(g, -max_norm, max_norm) for name, g in gradients.items()}


# %% wrong: nan where all are zero -> short_ones_stay
# say: Zeros become nan, for 0 is divided by 0: scale only where the norm is larger than
#     max_norm.
# - factor = max_norm / norm if norm > max_norm else 1.0
# + factor = np.minimum(1.0, max_norm * (1.0 / norm) if norm else np.nan)

# %% wrong: flat biases -> shapes_stay
# say: The biases come back flat: their shape (n, 1) has to stay.
# - return {name: factor * g for name, g in gradients.items()}
# + return {name: np.squeeze(factor * g) for name, g in gradients.items()}


# %% wrong: in place -> input_is_untouched
# say: The caller's arrays are changed: g *= factor works in place.
def clip_by_norm(gradients, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
    for g in gradients.values():
        if norm > max_norm:
            g *= max_norm / norm
    return dict(gradients)


# %% wrong: short ones are handed back as they are -> input_is_untouched
# say: Short gradients come back as the caller's own arrays: return new ones.
def clip_by_norm(gradients, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
    if norm <= max_norm:
        return gradients
    return {name: g * (max_norm / norm) for name, g in gradients.items()}


# %% wrong: a list -> shapes_stay
# say: A list comes back: return a dictionary with the keys of the one that was passed.
# - return {name: factor * g for name, g in gradients.items()}
# + return [factor * g for g in gradients.values()]

# %% wrong: ignores max_norm -> long_ones_are_scaled
# say: The norm is always limited to 5: use the argument max_norm.
# - norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
# + norm, max_norm = np.sqrt(sum((g**2).sum() for g in gradients.values())), 5.0


# %% wrong: ignores gradients -> long_ones_are_scaled
# say: The result has nothing to do with the gradients that were passed.
def clip_by_norm(gradients, max_norm):
    some = np.random.default_rng(0)
    new = {name: some.normal(size=g.shape) for name, g in gradients.items()}
    norm = np.sqrt(sum((g**2).sum() for g in new.values()))
    return {name: g * min(1.0, max_norm / norm) for name, g in new.items()}


# %% wrong: dull, zeros -> long_ones_are_scaled
# say: Every entry becomes 0: one factor scales them all.
def clip_by_norm(gradients, max_norm):
    return {name: np.zeros_like(g) for name, g in gradients.items()}


# %% wrong: only the last array counts -> long_ones_are_scaled
# say: Only the last array counts towards the norm: all five do, so add up with +=.
# - norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
# + norm = np.sqrt([(g**2).sum() for g in gradients.values()][-1])

# %% wrong: only the first array counts -> long_ones_are_scaled
# say: Only the first array counts towards the norm: all five do.
# - norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
# + norm = np.sqrt([(g**2).sum() for g in gradients.values()][0])

# %% wrong: the means of the squares are added up -> long_ones_are_scaled
# say: The mean of the squares is taken: the norm is the root of their sum.
# - norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
# + norm = np.sqrt(sum((g**2).mean() for g in gradients.values()))

# %% wrong: entries are added up, not their squares -> long_ones_are_scaled
# say: The entries themselves are added up: the norm is the root of the sum of squares.
# - norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
# + norm = sum(g.sum() for g in gradients.values())

# %% wrong: the root of the sum of entries -> long_ones_are_scaled
# say: The entries themselves are added up: the norm is the root of the sum of squares.
# - norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
# + norm = np.sqrt(sum(g.sum() for g in gradients.values()))

# %% wrong: the condition is the wrong way round -> long_ones_are_scaled
# say: Short gradients are made longer, and long ones stay: scale where norm > max_norm.
# - factor = max_norm / norm if norm > max_norm else 1.0
# + factor = max_norm / norm if 0 < norm < max_norm < np.inf else 1.0

# %% wrong: the condition is the wrong way round, also for zeros -> long_ones_are_scaled
# say: Short gradients are made longer, and long ones stay: scale where norm > max_norm.
# - factor = max_norm / norm if norm > max_norm else 1.0
# + factor = max_norm / norm if norm < max_norm else 1.0

# %% wrong: the larger of 1 and the quotient -> long_ones_are_scaled
# say: Short gradients are made longer, and long ones stay: scale where norm > max_norm.
# - factor = max_norm / norm if norm > max_norm else 1.0
# + factor = max(1.0, max_norm / norm)

# %% wrong: the factor is not used -> long_ones_are_scaled
# say: Nothing is scaled: every array has to be multiplied by the factor.
# - return {name: factor * g for name, g in gradients.items()}
# + return {name: g.copy() for name, g in gradients.items()}

# %% wrong: the factor is not used, and the arrays are the caller's -> long_ones_are_scaled
# say: Nothing is scaled: every array has to be multiplied by the factor.
# - return {name: factor * g for name, g in gradients.items()}
# + return dict(gradients)

# %% wrong: only the matrices are scaled -> long_ones_are_scaled
# say: The biases are not scaled: one factor holds for all five arrays.
# - return {name: factor * g for name, g in gradients.items()}
# + return {n: factor * g if "W" in n else g.copy() for n, g in gradients.items()}

# %% wrong: in the dictionary of the caller -> input_is_untouched
# say: The caller's dictionary is changed: put the new arrays into one of your own.
# - return {name: factor * g for name, g in gradients.items()}
# + for name in gradients:
# +     gradients[name] = factor * gradients[name]
# + return gradients

# %% wrong: nothing comes back -> shapes_stay
# say: Nothing comes back: return the dictionary.
# - return {name: factor * g for name, g in gradients.items()}
# + clipped = {name: factor * g for name, g in gradients.items()}

# %% wrong: only the first comes back -> shapes_stay
# say: Only the first gradient comes back: return the dictionary after the loop.
# - return {name: factor * g for name, g in gradients.items()}
# + for name, g in gradients.items():
# +     return {name: factor * g}

# %% wrong: the norm is added to the factor's bound -> long_ones_are_scaled
# say: The factor is max_norm / (norm + 1): even long gradients get shorter than max_norm.
# - factor = max_norm / norm if norm > max_norm else 1.0
# + factor = min(1.0, max_norm / (norm + 1))

# %% wrong: only the last matrix counts -> long_ones_are_scaled
# say: Only one array counts towards the norm: all five do, so add up with +=.
# - norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
# + norm = np.linalg.norm(gradients["dWya"])


# %% wrong: ignores max_norm itself, its square counts -> long_ones_are_scaled
# unnamed: nobody does that
# - norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
# + max_norm = max_norm**2
# + norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
