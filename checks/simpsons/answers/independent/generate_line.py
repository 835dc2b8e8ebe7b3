# ruff: noqa (written from release/ alone, as different students would)


# %% right: student 1
def generate_line(step, vocab, speaker, temperature, max_chars, rng):
    state = None
    for char in speaker + ": ":
        log_probs, state = step(vocab.index(char), state)
    line = speaker + ": "
    for _ in range(max_chars):
        if temperature == 0:
            index = int(np.argmax(log_probs))
        else:
            scores = np.asarray(log_probs, dtype=np.float64)
            scores = (scores - scores.max()) / temperature
            p = np.exp(scores)
            p /= p.sum()
            index = rng.choice(len(vocab), p=p)
        if vocab[index] == "\n":
            break
        line += vocab[index]
        log_probs, state = step(index, state)
    return line


# %% right: student 2
def draw(log_probs, temperature, rng):
    log_probs = np.asarray(log_probs, dtype=np.float64)
    if temperature == 0:
        return int(np.argmax(log_probs))
    scores = (log_probs - np.max(log_probs)) / temperature
    weights = np.exp(scores)
    return int(rng.choice(len(weights), p=weights / weights.sum()))


def generate_line(step, vocab, speaker, temperature, max_chars, rng):
    state = None
    text = f"{speaker}: "
    for char in text:
        log_probs, state = step(vocab.index(char), state)
    for _ in range(max_chars):
        index = draw(log_probs, temperature, rng)
        if vocab[index] == "\n":
            return text
        text += vocab[index]
        log_probs, state = step(index, state)
    return text


# %% right: student 3
def generate_line(step, vocab, speaker, temperature, max_chars, rng):
    prefix = speaker + ": "
    state = None
    for c in prefix:
        log_probs, state = step(vocab.index(c), state)

    result = ""
    count = 0
    while count < max_chars:
        if temperature == 0:
            idx = np.argmax(log_probs)
        else:
            z = log_probs.astype(np.float64)
            z = z - np.max(z)
            e = np.exp(z / temperature)
            probs = e / np.sum(e)
            idx = rng.choice(len(vocab), p=probs)
        char = vocab[idx]
        if char == "\n":
            break
        result = result + char
        log_probs, state = step(idx, state)
        count += 1
    return prefix + result


# %% right: student 4
def generate_line(step, vocab, speaker, temperature, max_chars, rng):
    char_to_ix = {char: ix for ix, char in enumerate(vocab)}
    newline = char_to_ix["\n"]
    state = None
    for char in speaker + ": ":
        log_probs, state = step(char_to_ix[char], state)

    drawn = []
    while len(drawn) < max_chars:
        logits = np.asarray(log_probs, np.float64)
        if temperature == 0:
            index = int(logits.argmax())
        else:
            logits = (logits - logits.max()) / temperature
            cumulated = np.cumsum(np.exp(logits))
            index = int(np.searchsorted(cumulated, rng.random() * cumulated[-1], side="right"))
        if index == newline:
            break
        drawn.append(index)
        log_probs, state = step(index, state)
    return speaker + ": " + "".join(vocab[i] for i in drawn)


# %% right: student 5
def generate_line(step, vocab, speaker, temperature, max_chars, rng):
    line = speaker + ": "
    state = None
    for char in line:
        log_probs, state = step(vocab.index(char), state)
    for i in range(max_chars):
        # softmax of ln p / temperature
        if temperature == 0:
            next_index = int(np.argmax(log_probs))
        else:
            scores = np.array(log_probs, dtype="float64") - np.max(log_probs)
            scores = scores / temperature
            probabilities = np.exp(scores) / np.sum(np.exp(scores))
            next_index = int(rng.choice(len(vocab), p=probabilities))
        next_char = vocab[next_index]
        if next_char == "\n":
            break
        line = line + next_char
        log_probs, state = step(next_index, state)
    return line


# %% right: student 6
def generate_line(step, vocab, speaker, temperature, max_chars, rng):
    ids = [vocab.index(c) for c in speaker + ": "]
    state = None
    for i in ids:
        log_probs, state = step(i, state)
    out = []
    for _ in range(max_chars):
        lp = np.asarray(log_probs).astype(np.float64)
        if temperature == 0:
            k = lp.argmax()
        else:
            w = np.exp((lp - lp.max()) / temperature)
            k = rng.choice(lp.size, p=w / w.sum())
        if vocab[k] == "\n":
            break
        out.append(vocab[k])
        log_probs, state = step(int(k), state)
    return speaker + ": " + "".join(out)


# %% right: student 7
def generate_line(step, vocab, speaker, temperature, max_chars, rng):
    state = None
    for char in f"{speaker}: ":
        index = vocab.index(char)
        log_probs, state = step(index, state)
    spoken = ""
    while True:
        if len(spoken) >= max_chars:
            break
        if temperature > 0:
            log_probs = np.asarray(log_probs, dtype=float)
            p = np.exp((log_probs - log_probs.max()) / temperature)
            p = p / p.sum()
            index = int(rng.choice(np.arange(len(vocab)), p=p))
        else:
            index = int(np.argmax(log_probs))
        if vocab[index] == "\n":
            break
        spoken += vocab[index]
        log_probs, state = step(index, state)
    return f"{speaker}: {spoken}"


# %% right: student 8
def generate_line(step, vocab, speaker, temperature, max_chars, rng):
    state = None
    text = speaker + ": "
    for char in text:
        log_probs, state = step(vocab.index(char), state)
    for n in range(max_chars):
        scores = np.asarray(log_probs, dtype=np.float64)
        if temperature == 0:
            ix = int(scores.argmax())
        else:
            gumbel = rng.gumbel(size=len(scores))
            ix = int(np.argmax(scores / temperature + gumbel))
        if vocab[ix] == "\n":
            return text
        text += vocab[ix]
        log_probs, state = step(ix, state)
    return text


# %% right: student 9
def generate_line(step, vocab, speaker, temperature, max_chars, rng):
    state = None
    words = speaker + ": "
    for letter in words:
        for i in range(len(vocab)):
            if vocab[i] == letter:
                number = i
        log_probs, state = step(number, state)

    chars_drawn = 0
    finished = False
    while not finished and chars_drawn < max_chars:
        if temperature == 0:
            number = int(np.argmax(log_probs))
        else:
            scaled = (np.float64(log_probs) - np.max(log_probs)) / temperature
            exps = np.exp(scaled)
            number = int(rng.choice(len(vocab), p=exps / exps.sum()))
        chars_drawn = chars_drawn + 1
        if vocab[number] == "\n":
            finished = True
        else:
            words = words + vocab[number]
            log_probs, state = step(number, state)
    return words


# %% right: student 10
def generate_line(step, vocab, speaker, temperature, max_chars, rng):
    index_of = {c: i for i, c in enumerate(vocab)}

    def softmax(scores):
        exps = np.exp(scores - scores.max())
        return exps / exps.sum()

    state = None
    line = speaker + ": "
    for c in line:
        log_probs, state = step(index_of[c], state)
    for _ in range(max_chars):
        log_probs = np.asarray(log_probs, dtype=np.float64)
        if temperature == 0:
            i = int(np.argmax(log_probs))
        else:
            i = int(rng.choice(len(vocab), p=softmax((log_probs - log_probs.max()) / temperature)))
        c = vocab[i]
        if c == "\n":
            break
        line += c
        log_probs, state = step(i, state)
    return line
