# ruff: noqa (answers are written as students write them, one after the other)

# %% right: a comprehension over np.clip
def clip(gradients, maxValue):
    return {name: np.clip(g, -maxValue, maxValue) for name, g in gradients.items()}


# %% right: in place on a deep copy, in a loop
def clip(gradients, maxValue):
    gradients = copy.deepcopy(gradients)
    dWaa, dWax = gradients["dWaa"], gradients["dWax"]
    dWya, db, dby = gradients["dWya"], gradients["db"], gradients["dby"]
    for gradient in [dWaa, dWax, dWya, db, dby]:
        np.clip(gradient, -maxValue, maxValue, out=gradient)
    return {"dWaa": dWaa, "dWax": dWax, "dWya": dWya, "db": db, "dby": dby}


# %% right: minimum of maximum, with type hints and prints
def clip(gradients: dict[str, np.ndarray], maxValue: float) -> dict:
    """Limit each gradient."""
    result: dict[str, np.ndarray] = dict()
    for key in ("dWax", "dWaa", "dWya", "db", "dby"):
        print("clipping", key, gradients[key].shape)
        result[key] = np.minimum(np.maximum(gradients[key], -maxValue), maxValue)
    return result


# %% right: boolean masks on copies
def clip(gradients, maxValue):
    clipped = {}
    for k in gradients:
        g = gradients[k].copy()
        g[g > maxValue] = maxValue
        g[g < -maxValue] = -maxValue
        clipped[k] = g
    return clipped


# %% right: entry by entry through a helper
def limited(value, bound):
    return max(-bound, min(bound, value))


def clip(gradients, maxValue):
    out = copy.deepcopy(gradients)
    for matrix in out.values():
        rows, columns = matrix.shape
        for i in range(rows):
            for j in range(columns):
                matrix[i, j] = limited(matrix[i, j], maxValue)
    return out


# %% right: np.where, and the sign
def clip(gradients, maxValue):
    def one(g):
        return np.where(np.abs(g) > maxValue, np.sign(g) * maxValue, g).astype(g.dtype)

    return {k: one(v) for k, v in gradients.items()}


# %% right: the method of an array, keyword arguments
def clip(gradients, maxValue):
    low, high = -maxValue, maxValue
    pairs = [(k, gradients[k].clip(min=low, max=high)) for k in sorted(gradients)]
    return dict(pairs)


# %% wrong: in place on the arrays of the caller -> input_is_untouched
# say: The caller's arrays are changed: np.clip without out= makes new ones, and a new
#     dictionary holds them.
def clip(gradients, maxValue):
    for gradient in gradients.values():
        np.clip(gradient, -maxValue, maxValue, out=gradient)
    return gradients


# %% wrong: new arrays in the dictionary of the caller -> input_is_untouched
# say: The caller's dictionary is changed: put the new arrays into one of your own and
#     return that.
def clip(gradients, maxValue):
    for name in gradients:
        gradients[name] = np.clip(gradients[name], -maxValue, maxValue)
    return gradients


# %% wrong: a shallow copy -> input_is_untouched
# say: The caller's arrays are changed, for a shallow copy shares them: np.clip without
#     out= makes new ones.
def clip(gradients, maxValue):
    gradients = copy.copy(gradients)
    for gradient in gradients.values():
        np.clip(gradient, -maxValue, maxValue, out=gradient)
    return gradients


# %% wrong: only the upper side -> lower_side
# say: Only the upper side is limited: np.clip needs -maxValue as the lower bound.
def clip(gradients, maxValue):
    return {name: np.minimum(g, maxValue) for name, g in gradients.items()}


# %% wrong: only the lower side -> upper_side
# say: Only the lower side is limited: np.clip needs maxValue as the upper bound.
def clip(gradients, maxValue):
    return {name: np.maximum(g, -maxValue) for name, g in gradients.items()}


# %% wrong: negative values become positive -> lower_side
# say: Negative values come back positive: the lower bound is -maxValue, and the sign
#     stays.
def clip(gradients, maxValue):
    return {name: np.minimum(np.abs(g), maxValue) for name, g in gradients.items()}


# %% wrong: from 0 to the bound -> lower_side
# say: Negative values become 0: the lower bound is -maxValue, not 0.
def clip(gradients, maxValue):
    return {name: np.clip(g, 0, maxValue) for name, g in gradients.items()}


# %% wrong: rescaled by its norm -> inside_is_kept
# say: Each gradient is scaled by its norm: here every entry is limited by itself, and
#     those within the bound stay as they are.
def clip(gradients, maxValue):
    clipped = {}
    for name, g in gradients.items():
        norm = np.linalg.norm(g)
        clipped[name] = g * maxValue / norm if norm > maxValue else g.copy()
    return clipped


# %% wrong: entries beyond the bound are dropped -> upper_side
# say: Entries beyond the bound become 0: they should become the bound itself, with
#     their sign.
def clip(gradients, maxValue):
    return {k: np.where(np.abs(g) > maxValue, 0, g) for k, g in gradients.items()}


# %% wrong: rounded on the way -> inside_is_kept
# say: The result is rounded: entries within the bound have to stay exactly as they are.
def clip(gradients, maxValue):
    return {
        k: np.round(np.clip(g, -maxValue, maxValue), 3) for k, g in gradients.items()
    }


# %% wrong: the bound of the example -> any_bound
# say: The bound is always 10: use the argument maxValue.
def clip(gradients, maxValue):
    return {name: np.clip(g, -10, 10) for name, g in gradients.items()}


# %% wrong: the bound of the training -> any_bound
# say: The bound is always 5: use the argument maxValue.
def clip(gradients, maxValue=5):
    maxValue = 5
    return {name: np.clip(g, -maxValue, maxValue) for name, g in gradients.items()}


# %% wrong: 0 counts as no bound -> any_bound
# say: A bound of 0 is taken for none: `maxValue or …` replaces 0 too, so use maxValue
#     as it is.
def clip(gradients, maxValue=None):
    maxValue = maxValue or 5
    return {name: np.clip(g, -maxValue, maxValue) for name, g in gradients.items()}


# %% wrong: the bias gradients are forgotten -> keys_are_kept
# say: db and dby are missing: all five gradients come back.
def clip(gradients, maxValue):
    names = ("dWaa", "dWax", "dWya")
    return {name: np.clip(gradients[name], -maxValue, maxValue) for name in names}


# %% wrong: one gradient is not clipped -> upper_side
# say: dby is not clipped: all five gradients have to be.
def clip(gradients, maxValue):
    gradients = copy.deepcopy(gradients)
    for name in ("dWaa", "dWax", "dWya", "db"):
        np.clip(gradients[name], -maxValue, maxValue, out=gradients[name])
    return gradients


# %% wrong: two gradients are swapped -> keys_are_kept
# say: dWax and dWya are swapped: each gradient comes back under its own key.
def clip(gradients, maxValue):
    new = {name: np.clip(g, -maxValue, maxValue) for name, g in gradients.items()}
    new["dWax"], new["dWya"] = new["dWya"], new["dWax"]
    return new


# %% wrong: keys without the d -> keys_are_kept
# say: The keys have lost their d: they have to be dWaa, dWax, dWya, db and dby, as in
#     the dictionary that came in.
def clip(gradients, maxValue):
    return {name[1:]: np.clip(g, -maxValue, maxValue) for name, g in gradients.items()}


# %% wrong: biases come back flat -> kind_is_kept
# say: The gradients of the biases come back flat: their shape (n, 1) has to stay.
def clip(gradients, maxValue):
    new = {name: np.clip(g, -maxValue, maxValue) for name, g in gradients.items()}
    return {name: np.squeeze(g) for name, g in new.items()}


# %% wrong: everything becomes float64 -> kind_is_kept
# say: Arrays of float32 come back as float64: a clipped gradient keeps its dtype.
def clip(gradients, maxValue):
    clipped = {}
    for name, g in gradients.items():
        clipped[name] = np.clip(np.array(g, dtype=float), -maxValue, maxValue)
    return clipped


# %% wrong: a small gradient is passed through -> result_is_fresh
# say: A gradient that needs no clipping is handed back as the caller's own array:
#     return a new array for it too.
def clip(gradients, maxValue):
    clipped = {}
    for name, g in gradients.items():
        small = np.abs(g).max() <= maxValue
        clipped[name] = g if small else np.clip(g, -maxValue, maxValue)
    return clipped


# %% wrong: the result of the loop is lost -> upper_side
# say: Nothing is clipped: np.clip returns a new array, which has to go into a
#     dictionary, clipped[name] = np.clip(…).
def clip(gradients, maxValue):
    gradients = copy.deepcopy(gradients)
    for gradient in gradients.values():
        gradient = np.clip(gradient, -maxValue, maxValue)
    return gradients


# %% wrong: the result of the loop is lost, and what came in comes back -> upper_side
# say: Nothing is clipped: np.clip returns a new array, which has to go into a
#     dictionary, clipped[name] = np.clip(…).
def clip(gradients, maxValue):
    for gradient in gradients.values():
        gradient = np.clip(gradient, -maxValue, maxValue)
    return gradients


# %% wrong: the result of np.clip is dropped -> upper_side
# say: Nothing is clipped: np.clip returns a new array, which has to go into a
#     dictionary, clipped[name] = np.clip(…).
def clip(gradients, maxValue):
    for gradient in gradients.values():
        np.clip(gradient, -maxValue, maxValue)
    return gradients


# %% wrong: a tuple instead of a dictionary -> keys_are_kept
# say: No dictionary comes back: return one with the keys of the one that was passed.
def clip(gradients, maxValue):
    return tuple(np.clip(g, -maxValue, maxValue) for g in gradients.values())


# %% wrong: the bound everywhere -> upper_side
# say: Every entry becomes maxValue: only entries beyond the bound change.
def clip(gradients, maxValue):
    return {name: np.full_like(g, maxValue) for name, g in gradients.items()}


# %% wrong: minus the bound everywhere -> lower_side
# say: Every entry becomes -maxValue: only entries beyond the bound change.
def clip(gradients, maxValue):
    return {name: np.full_like(g, -maxValue) for name, g in gradients.items()}


# %% wrong: the sign times the bound -> upper_side
# say: Every entry becomes maxValue or -maxValue: entries within the bound have to stay
#     as they are.
def clip(gradients, maxValue):
    return {name: np.sign(g) * maxValue for name, g in gradients.items()}


# %% wrong: one dictionary for all calls, as a default -> result_is_fresh
# unnamed: it shows only in what a later call does to an earlier result; the criterion
#     on new memory says so
def clip(gradients, maxValue, clipped={}):
    for name, g in gradients.items():
        clipped[name] = np.clip(g, -maxValue, maxValue)
    return clipped


# %% wrong: one memory for all calls -> result_is_fresh
# unnamed: it shows only in what a later call does to an earlier result; the criterion
#     on new memory says so
memory = {}


def clip(gradients, maxValue):
    clipped = {}
    for name, g in gradients.items():
        place = name, g.shape, g.dtype
        if place not in memory:
            memory[place] = np.empty_like(g)
        clipped[name] = np.clip(g, -maxValue, maxValue, out=memory[place])
    return clipped


# %% wrong: clipped values are counted as the bound of the largest -> any_bound
# say: The bound is less than maxValue where the gradients are small: use the argument
#     as it is.
def clip(gradients, maxValue):
    bound = min(maxValue, max(np.abs(g).max() for g in gradients.values()) / 2)
    return {name: np.clip(g, -bound, bound) for name, g in gradients.items()}


# %% wrong: whole numbers -> inside_is_kept
# say: Entries are cut to whole numbers: those within the bound have to stay exactly as
#     they are.
def clip(gradients, maxValue):
    return {
        n: np.clip(g.astype(int), -maxValue, maxValue) for n, g in gradients.items()
    }


# %% wrong: the same array under every key -> keys_are_kept
# say: The same array comes back under every key: clip each gradient by itself.
def clip(gradients, maxValue):
    for g in gradients.values():
        clipped = np.clip(g, -maxValue, maxValue)
    return {name: clipped for name in gradients}


# %% wrong: clipped twice as far -> any_bound
# say: The bounds are twice as far apart as they should be: they are -maxValue and
#     maxValue.
def clip(gradients, maxValue):
    return {
        name: np.clip(g, -2 * maxValue, 2 * maxValue) for name, g in gradients.items()
    }


# %% wrong: a bound for each column -> upper_side
# say: Each column is scaled as a whole: clipping limits every entry by itself.
def clip(gradients, maxValue):
    clipped = {}
    for name, g in gradients.items():
        largest = np.abs(g).max(axis=0, keepdims=True)
        clipped[name] = g * np.minimum(1, maxValue / largest)
    return clipped


# %% wrong: a key for the norm is added -> keys_are_kept
# say: There is a key more than those five that came in.
def clip(gradients, maxValue):
    clipped = {name: np.clip(g, -maxValue, maxValue) for name, g in gradients.items()}
    clipped["norm"] = np.array([np.linalg.norm(g) for g in gradients.values()])
    return clipped


# %% wrong: only where the upper bound is passed -> lower_side
# say: Values below -maxValue become maxValue: they have to become -maxValue.
def clip(gradients, maxValue):
    return {
        n: np.where(np.abs(g) > maxValue, maxValue, g) for n, g in gradients.items()
    }


# %% wrong: a list of lists -> kind_is_kept
# say: Lists come back instead of arrays: leave out tolist().
def clip(gradients, maxValue):
    return {n: np.clip(g, -maxValue, maxValue).tolist() for n, g in gradients.items()}


# %% right: an ordered dictionary, and an argument of its own
def clip(gradients, maxValue, verbose=False):
    from collections import OrderedDict

    clipped = OrderedDict()
    for name, g in gradients.items():
        clipped[name] = np.clip(g, -maxValue, maxValue)
        if verbose:
            print(name, (np.abs(g) > maxValue).mean())
    return clipped


# %% right: the median of three
def clip(gradients, maxValue):
    def limit(g):
        bounds = np.full_like(g, maxValue)
        return np.median(np.stack([-bounds, g, bounds]), axis=0).astype(g.dtype)

    return {name: limit(g) for name, g in gradients.items()}


# %% right: copied and clipped, Fortran order
def clip(gradients, maxValue):
    result = {}
    for name in gradients.keys():
        result[name] = np.array(gradients[name], order="F")
        result[name].clip(-maxValue, maxValue, result[name])
    return result


# %% wrong: masks times the bound, which may be infinite -> any_bound
# say: A mask times an infinite bound gives nan: np.clip has no such trouble.
def clip(gradients, maxValue):
    clipped = {}
    for name, g in gradients.items():
        too_big, too_small = g > maxValue, g < -maxValue
        fits = ~(too_big | too_small)
        limited = fits * g + too_big * maxValue - too_small * maxValue
        clipped[name] = limited.astype(g.dtype)
    return clipped


# %% wrong: infinite gradients become zero -> any_bound
# say: Infinite entries become 0: they are beyond the bound and become the bound.
def clip(gradients, maxValue):
    return {
        name: np.clip(np.nan_to_num(g, posinf=0.0, neginf=0.0), -maxValue, maxValue)
        for name, g in gradients.items()
    }


# %% right: the sign, and the smaller of two lengths
def clip(gradients, maxValue):
    return {
        name: np.copysign(np.minimum(np.abs(g), g.dtype.type(maxValue)), g)
        for name, g in gradients.items()
    }


# %% wrong: a thousandth less -> keys_are_kept
# say: Every entry becomes a little smaller: only entries beyond the bound change.
def clip(gradients, maxValue):
    return {name: 0.999 * g for name, g in gradients.items()}


# %% wrong: ignores gradients -> inside_is_kept
# say: The result has nothing to do with the gradients that were passed.
def clip(gradients, maxValue):
    some = np.random.default_rng(0)
    return {
        name: np.clip(some.normal(scale=10, size=g.shape), -maxValue, maxValue)
        for name, g in gradients.items()
    }


# %% wrong: ignores maxValue -> any_bound
# say: The bound is always 10: use the argument maxValue.
def clip(gradients, maxValue):
    return {name: np.clip(g, -10, 10) for name, g in gradients.items()}


# %% wrong: dull, zeros -> inside_is_kept
# say: Every entry becomes 0: only entries beyond the bound change.
def clip(gradients, maxValue):
    return {name: np.zeros_like(g) for name, g in gradients.items()}


# %% wrong: dull, random numbers within the bound -> inside_is_kept
# unnamed: random numbers each time
def clip(gradients, maxValue):
    return {
        name: np.random.uniform(-maxValue, maxValue, size=g.shape).astype(g.dtype)
        for name, g in gradients.items()
    }


# %% wrong: dull, the visible example -> inside_is_kept
# unnamed: nobody does that
def clip(gradients, maxValue):
    np.random.seed(3)
    shapes = {"dWax": (5, 3), "dWaa": (5, 5), "dWya": (2, 5), "db": (5, 1)}
    return {
        name: np.clip(np.random.randn(*shape) * 10, -maxValue, maxValue)
        for name, shape in {**shapes, "dby": (2, 1)}.items()
    }


# %% wrong: the dictionary comes back within the loop -> keys_are_kept
# say: Only the first gradient comes back: return the dictionary after the loop.
def clip(gradients, maxValue):
    clipped = {}
    for name in gradients:
        clipped[name] = np.clip(gradients[name], -maxValue, maxValue)
        return clipped


# %% wrong: a return in the loop, after the first of a deep copy -> upper_side
# say: Only the first gradient is clipped: the return stands in the loop and belongs
#     after it.
def clip(gradients, maxValue):
    clipped = copy.deepcopy(gradients)
    for name in clipped:
        clipped[name] = np.clip(clipped[name], -maxValue, maxValue)
        return clipped


# %% wrong: a return in the loop, after the first of new arrays -> upper_side
# say: Only the first gradient is clipped: the return stands in the loop and belongs
#     after it.
def clip(gradients, maxValue):
    clipped = dict(gradients)
    for name, gradient in gradients.items():
        clipped[name] = np.clip(gradient, -maxValue, maxValue)
        return clipped


# %% wrong: a return in the loop, after the first in the caller's dictionary -> upper_side
# say: Only the first gradient is clipped: the return stands in the loop and belongs
#     after it.
def clip(gradients, maxValue):
    for name in gradients:
        gradients[name] = np.clip(gradients[name], -maxValue, maxValue)
        return gradients


# %% wrong: a return in the loop, after the first in place -> upper_side
# say: Only the first gradient is clipped: the return stands in the loop and belongs
#     after it.
def clip(gradients, maxValue):
    for gradient in gradients.values():
        np.clip(gradient, -maxValue, maxValue, out=gradient)
        return gradients


# %% wrong: the loop only binds a name, on a shallow copy -> upper_side
# say: Nothing is clipped: np.clip returns a new array, which has to go into a
#     dictionary, clipped[name] = np.clip(…).
def clip(gradients, maxValue):
    gradients = dict(gradients)
    for gradient in gradients.values():
        gradient = np.clip(gradient, -maxValue, maxValue)
    return gradients


# %% wrong: nothing comes back -> keys_are_kept
# say: Nothing comes back: return the dictionary, after the loop.
def clip(gradients, maxValue):
    clipped = {}
    for name, g in gradients.items():
        clipped[name] = np.clip(g, -maxValue, maxValue)


# %% wrong: nothing comes back, and the arrays of the caller are changed -> keys_are_kept
# say: Nothing comes back: return the dictionary, after the loop.
def clip(gradients, maxValue):
    for g in gradients.values():
        np.clip(g, -maxValue, maxValue, out=g)


# %% wrong: nothing comes back, and the dictionary of the caller is changed -> keys_are_kept
# say: Nothing comes back: return the dictionary, after the loop.
def clip(gradients, maxValue):
    for name, g in gradients.items():
        gradients[name] = np.clip(g, -maxValue, maxValue)


# %% wrong: everything becomes float32 -> kind_is_kept
# say: Arrays of float64 come back as float32, which rounds every entry: a clipped
#     gradient keeps its dtype.
def clip(gradients, maxValue):
    return {
        k: np.clip(g, -maxValue, maxValue).astype(np.float32)
        for k, g in gradients.items()
    }


# %% wrong: rounded to whole numbers -> inside_is_kept
# say: The result is rounded: entries within the bound have to stay exactly as they are.
def clip(gradients, maxValue):
    return {k: np.round(np.clip(g, -maxValue, maxValue)) for k, g in gradients.items()}


# %% wrong: rounded to one place -> inside_is_kept
# say: The result is rounded: entries within the bound have to stay exactly as they are.
def clip(gradients, maxValue):
    return {k: np.clip(g, -maxValue, maxValue).round(1) for k, g in gradients.items()}


# %% wrong: the biases are not clipped -> upper_side
# say: db and dby are not clipped: all five gradients have to be.
def clip(gradients, maxValue):
    clipped = {}
    for name, g in gradients.items():
        clipped[name] = np.clip(g, -maxValue, maxValue) if "W" in name else g.copy()
    return clipped


# %% wrong: the biases are not clipped, on a shallow copy -> upper_side
# say: db and dby are not clipped: all five gradients have to be.
def clip(gradients, maxValue):
    clipped = dict(gradients)
    for name in ("dWaa", "dWax", "dWya"):
        clipped[name] = np.clip(gradients[name], -maxValue, maxValue)
    return clipped


# %% wrong: one gradient is not clipped, on a shallow copy -> upper_side
# say: dby is not clipped: all five gradients have to be.
def clip(gradients, maxValue):
    clipped = dict(gradients)
    for name in ("dWaa", "dWax", "dWya", "db"):
        clipped[name] = np.clip(gradients[name], -maxValue, maxValue)
    return clipped


# %% wrong: db is not clipped -> upper_side
# say: db is not clipped: all five gradients have to be.
def clip(gradients, maxValue):
    clipped = copy.deepcopy(gradients)
    for name in ("dWaa", "dWax", "dWya", "dby"):
        clipped[name] = np.clip(gradients[name], -maxValue, maxValue)
    return clipped


# %% wrong: dby is forgotten -> keys_are_kept
# say: dby is missing: all five gradients come back.
def clip(gradients, maxValue):
    clipped = {}
    for name in ("dWaa", "dWax", "dWya", "db"):
        clipped[name] = np.clip(gradients[name], -maxValue, maxValue)
    return clipped


# %% wrong: all arrays come back flat -> kind_is_kept
# say: The arrays come back flat: every gradient keeps its shape.
def clip(gradients, maxValue):
    return {k: np.clip(g.ravel(), -maxValue, maxValue) for k, g in gradients.items()}


# %% wrong: a lower bound of its own -> any_bound
# say: The lower bound is always -10: use -maxValue.
def clip(gradients, maxValue):
    return {k: np.clip(g, -10, maxValue) for k, g in gradients.items()}


# %% wrong: a lower bound of its own, 5 -> any_bound
# say: The lower bound is always -5: use -maxValue.
def clip(gradients, maxValue):
    return {k: np.clip(g, -5, maxValue) for k, g in gradients.items()}


# %% wrong: an upper bound of its own -> any_bound
# say: The upper bound is always 10: use maxValue.
def clip(gradients, maxValue):
    return {k: np.clip(g, -maxValue, 10) for k, g in gradients.items()}


# %% wrong: scaled by its largest entry -> inside_is_kept
# say: Each gradient is scaled by its largest entry: here every entry is limited by
#     itself, and those within the bound stay as they are.
def clip(gradients, maxValue):
    clipped = {}
    for name, g in gradients.items():
        largest = np.abs(g).max()
        clipped[name] = g * (maxValue / largest) if largest > maxValue else g.copy()
    return clipped


# %% wrong: squashed by tanh -> inside_is_kept
# say: Every entry goes through tanh: those within the bound have to stay as they are.
def clip(gradients, maxValue):
    return {k: maxValue * np.tanh(g / maxValue) for k, g in gradients.items()}


# %% wrong: dWaa and dWax are swapped -> keys_are_kept
# say: dWaa and dWax are swapped: each gradient comes back under its own key.
def clip(gradients, maxValue):
    keys = ("dWaa", "dWax", "dWya", "db", "dby")
    dWaa, dWax, dWya, db, dby = (
        np.clip(gradients[k], -maxValue, maxValue) for k in keys
    )
    return {"dWax": dWaa, "dWaa": dWax, "dWya": dWya, "db": db, "dby": dby}


# %% wrong: entries beyond the bound are left out -> upper_side
# say: Entries beyond the bound are left out, and the arrays become flat and shorter:
#     they should become the bound.
def clip(gradients, maxValue):
    return {k: g[np.abs(g) <= maxValue] for k, g in gradients.items()}


# %% wrong: ignores maxValue itself, half of it counts -> any_bound
# unnamed: nobody does that
# - return {name: np.clip(g, -maxValue, maxValue) for name, g in gradients.items()}
# + return {n: np.clip(g, -maxValue / 2, maxValue / 2) for n, g in gradients.items()}


# %% wrong: ignores gradients beyond their median -> any_bound
# unnamed: nobody does that
# - return {name: np.clip(g, -maxValue, maxValue) for name, g in gradients.items()}
# + middles = {name: np.median(np.abs(g)) for name, g in gradients.items()}
# + limits = {name: min(maxValue, middle) for name, middle in middles.items()}
# + return {n: np.clip(g, -limits[n], limits[n]) for n, g in gradients.items()}
