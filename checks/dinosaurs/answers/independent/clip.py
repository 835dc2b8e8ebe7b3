# ruff: noqa (written from release/ alone, as different students would)


# %% right: student 1
def clip(gradients, maxValue):
    return {key: np.clip(gradient, -maxValue, maxValue) for key, gradient in gradients.items()}


# %% right: student 2
def clip(gradients, maxValue):
    clipped = {}
    for key, value in gradients.items():
        clipped[key] = np.clip(value, -maxValue, maxValue)
    return clipped


# %% right: student 3
def clip(gradients, maxValue):
    dWaa, dWax, dWya, db, dby = (
        gradients["dWaa"],
        gradients["dWax"],
        gradients["dWya"],
        gradients["db"],
        gradients["dby"],
    )
    dWaa = np.clip(dWaa, -maxValue, maxValue)
    dWax = np.clip(dWax, -maxValue, maxValue)
    dWya = np.clip(dWya, -maxValue, maxValue)
    db = np.clip(db, -maxValue, maxValue)
    dby = np.clip(dby, -maxValue, maxValue)
    return {"dWaa": dWaa, "dWax": dWax, "dWya": dWya, "db": db, "dby": dby}


# %% right: student 4
def clip(gradients, maxValue):
    result = {}
    for name in gradients:
        g = gradients[name].copy()
        g[g > maxValue] = maxValue
        g[g < -maxValue] = -maxValue
        result[name] = g
    return result


# %% right: student 5
def clip(gradients, maxValue):
    new = {}
    for k, v in gradients.items():
        new[k] = np.minimum(np.maximum(v, -maxValue), maxValue)
    return new


# %% right: student 6
def clip(gradients, maxValue):
    out = dict()
    for key in gradients.keys():
        arr = np.array(gradients[key])
        # walk over all rows and columns
        for i in range(arr.shape[0]):
            for j in range(arr.shape[1]):
                if arr[i][j] > maxValue:
                    arr[i][j] = maxValue
                elif arr[i][j] < -maxValue:
                    arr[i][j] = -maxValue
        out[key] = arr
    return out


# %% right: student 7
def clip(gradients, maxValue):
    gradients = copy.deepcopy(gradients)
    for gradient in gradients.values():
        np.clip(gradient, -maxValue, maxValue, out=gradient)
    return gradients


# %% right: student 8
def clip_one(array, bound):
    return np.clip(array, -bound, bound)


def clip(gradients, maxValue):
    return {key: clip_one(value, maxValue) for key, value in gradients.items()}


# %% right: student 9
def clip(gradients, maxValue):
    clipped_gradients = {}
    for key, gradient in gradients.items():
        too_big = gradient > maxValue
        too_small = gradient < -maxValue
        clipped_gradients[key] = np.where(
            too_big, maxValue, np.where(too_small, -maxValue, gradient)
        ).astype(gradient.dtype)
    return clipped_gradients


# %% right: student 10
def clip(gradients, maxValue):
    return dict(zip(gradients, map(lambda g: np.clip(g, -maxValue, maxValue), gradients.values())))


# %% right: student 11
def clip(gradients, maxValue):
    # np.clip returns a new array, so the old gradients stay the same
    result = {}
    for name, gradient in gradients.items():
        result[name] = np.clip(gradient, -maxValue, maxValue)
    return result


# %% right: student 12
def clip(gradients, maxValue):
    keys = ["dWaa", "dWax", "dWya", "db", "dby"]
    clipped = {}
    for k in keys:
        clipped[k] = gradients[k].clip(-maxValue, maxValue)
    return clipped
