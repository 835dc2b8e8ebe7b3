# ruff: noqa (written from release/ alone, as different students would)


# %% right: student 1
def clip_by_norm(gradients, max_norm):
    norm = np.sqrt(sum(np.sum(g**2) for g in gradients.values()))
    factor = max_norm / norm if norm > max_norm else 1.0
    return {key: factor * g for key, g in gradients.items()}


# %% right: student 2
def clip_by_norm(gradients, max_norm):
    total = 0
    for g in gradients.values():
        total += np.sum(g ** 2)
    norm = np.sqrt(total)
    if norm > max_norm:
        factor = max_norm / norm
    else:
        factor = 1
    result = {}
    for key in gradients:
        result[key] = gradients[key] * factor
    return result


# %% right: student 3
def clip_by_norm(gradients, max_norm):
    norm = np.linalg.norm([np.linalg.norm(g) for g in gradients.values()])
    scale = 1.0
    if norm > max_norm:
        scale = max_norm / norm
    return {k: v * scale for k, v in gradients.items()}


# %% right: student 4
def clip_by_norm(gradients, max_norm):
    everything = np.concatenate([g.ravel() for g in gradients.values()])
    norm = np.linalg.norm(everything)
    if norm <= max_norm:
        return {k: g.copy() for k, g in gradients.items()}
    return {k: g * max_norm / norm for k, g in gradients.items()}


# %% right: student 5
def clip_by_norm(gradients, max_norm):
    squares = [np.sum(np.square(gradients[key])) for key in gradients]
    norm = np.sqrt(np.sum(squares))
    factor = 1 if norm == 0 else min(1, max_norm / norm)
    clipped = {}
    for key, gradient in gradients.items():
        clipped[key] = factor * gradient
    return clipped


# %% right: student 6
def global_norm(gradients):
    return np.sqrt(sum((g * g).sum() for g in gradients.values()))


def clip_by_norm(gradients, max_norm):
    norm = global_norm(gradients)
    factor = 1.0
    if norm > max_norm:
        factor = max_norm / norm
    return {key: gradient * factor for key, gradient in gradients.items()}


# %% right: student 7
def clip_by_norm(gradients, max_norm):
    s = 0.0
    for key in gradients:
        for row in gradients[key]:
            for entry in row:
                s += entry ** 2
    length = s ** 0.5
    new_gradients = {}
    for key in gradients:
        if length > max_norm:
            new_gradients[key] = gradients[key] * (max_norm / length)
        else:
            new_gradients[key] = gradients[key].copy()
    return new_gradients


# %% right: student 8
def clip_by_norm(gradients, max_norm):
    norm = 0
    for key, g in gradients.items():
        norm += (g ** 2).sum()
    norm = np.sqrt(norm)
    clipped = copy.deepcopy(gradients)
    if norm > max_norm:
        for key in clipped:
            clipped[key] *= max_norm / norm
    return clipped


# %% right: student 9
def clip_by_norm(gradients, max_norm):
    norm = np.sqrt(sum([np.sum(g**2) for g in gradients.values()]))
    factor = max_norm / max(norm, max_norm) if max_norm != np.inf else 1.0
    return {key: g * factor for key, g in gradients.items()}


# %% right: student 10
def clip_by_norm(gradients, max_norm):
    norm = np.sqrt(sum(float(np.vdot(g, g)) for g in gradients.values()))
    factor = 1.0 if norm <= max_norm else max_norm / norm
    return {name: factor * g for name, g in gradients.items()}
