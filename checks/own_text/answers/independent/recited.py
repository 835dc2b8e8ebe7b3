# ruff: noqa (written from release/ alone, as different students would)


# %% right: student 1
def recited(written, text, n=20):
    if not written:
        return 0.0
    marked = [False] * len(written)
    for start in range(len(written) - n + 1):
        if written[start : start + n] in text:
            for k in range(start, start + n):
                marked[k] = True
    return sum(marked) / len(written)


# %% right: student 2
def recited(written, text, n=20):
    if len(written) == 0:
        return 0.0
    places = set()
    for i in range(len(written) - n + 1):
        if written[i:i + n] in text:
            places.update(range(i, i + n))
    return len(places) / len(written)


# %% right: student 3
def recited(written, text, n=20):
    length = len(written)
    if length == 0:
        return 0.0
    copied = [False] * length
    for i in range(0, length - n + 1):
        run = written[i : i + n]
        if run in text:
            copied[i : i + n] = [True] * n
    return copied.count(True) / length


# %% right: student 4
def recited(written, text, n=20):
    if written == "":
        return 0.0
    mask = np.zeros(len(written), dtype=bool)
    for i in range(len(written) - n + 1):
        if written[i : i + n] in text:
            mask[i : i + n] = True
    return float(mask.mean())


# %% right: student 5
def recited(written, text, n=20):
    count = 0
    end = 0
    for start in range(len(written) - n + 1):
        if written[start:start + n] in text:
            count += start + n - max(start, end)
            end = start + n
    return count / len(written) if written else 0.0


# %% right: student 6
def starts(written, text, n):
    return [i for i in range(len(written) - n + 1) if written[i : i + n] in text]


def recited(written, text, n=20):
    if not written:
        return 0.0
    marked = {i + k for i in starts(written, text, n) for k in range(n)}
    return len(marked) / len(written)


# %% right: student 7
def recited(written, text, n=20):
    if not written:
        return 0.0
    total = 0
    for k in range(len(written)):
        # is the character number k in some run that stands in the text?
        for i in range(max(0, k - n + 1), min(k, len(written) - n) + 1):
            if written[i:i+n] in text:
                total += 1
                break
    return total / len(written)


# %% right: student 8
def recited(written, text, n=20):
    flags = [0 for _ in written]
    i = 0
    while i + n <= len(written):
        if text.find(written[i : i + n]) != -1:
            for j in range(n):
                flags[i + j] = 1
        i += 1
    if len(flags) == 0:
        return 0.0
    return sum(flags) / len(flags)


# %% right: student 9
def recited(written, text, n=20):
    hits = [written[i : i + n] in text for i in range(len(written) - n + 1)]
    marked = [any(hits[max(0, k - n + 1) : k + 1]) for k in range(len(written))]
    return sum(marked) / len(marked) if marked else 0.0


# %% right: student 10
def recited(written, text, n=20):
    if not written:
        return 0.0
    marked = set()
    for k in range(len(written) - n + 1):
        if written[k : k + n] in text:
            marked.update(range(k, k + n))
    return len(marked) / len(written)


# %% right: student 11
def recited(written, text, n=20):
    """Go from left to right and add what each copied run covers anew."""
    length = len(written)
    if length < n:  # too short for a single run, or empty
        return 0.0
    copied = 0
    covered_to = 0  # everything copied so far ends here
    start = 0
    while start + n <= length:
        end = start + n
        if text.find(written[start:end]) != -1:
            copied += end - max(start, covered_to)
            covered_to = end
        start += 1
    return copied / length
