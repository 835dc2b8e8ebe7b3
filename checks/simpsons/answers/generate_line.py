# ruff: noqa (answers are written as students write them, one after the other)

# %% right: rng.choice with the probabilities
def generate_line(step, vocab, speaker, temperature, max_chars, rng):
    prompt = speaker + ": "
    state = None
    for char in prompt:
        log_probs, state = step(vocab.index(char), state)
    line = prompt
    for _ in range(max_chars):
        scores = np.asarray(log_probs, dtype=np.float64)
        if temperature == 0:
            index = int(np.argmax(scores))
        else:
            p = np.exp((scores - scores.max()) / temperature)
            index = int(rng.choice(len(vocab), p=p / p.sum()))
        if vocab[index] == "\n":
            break
        line += vocab[index]
        log_probs, state = step(index, state)
    return line


# %% right: one uniform number and a ladder of sums
def generate_line(step, vocab, speaker, temperature, max_chars, rng):
    numbers = {char: number for number, char in enumerate(vocab)}
    state, said = None, []
    for char in f"{speaker}: ":
        log_probs, state = step(numbers[char], state)
    while len(said) < max_chars:
        z = log_probs - np.max(log_probs)
        if temperature > 0:
            p = np.exp(z / temperature)
            ladder = np.cumsum(p)
            ix = np.searchsorted(ladder, rng.random() * ladder[-1], side="right")
        else:
            ix = z.argmax()
        char = vocab[ix]
        if char == "\n":
            return f"{speaker}: " + "".join(said)
        said.append(char)
        log_probs, state = step(ix, state)
    return f"{speaker}: " + "".join(said)


# %% right: Gumbel noise, argmax in every case
def generate_line(step, vocab, speaker, temperature, max_chars, rng):
    text = speaker + ": "
    h = None
    for c in text:
        lp, h = step(vocab.index(c), h)
    end = len(text) + max_chars
    while len(text) < end:
        noise = rng.gumbel(size=len(vocab)) * temperature
        k = int(np.argmax(lp + noise))
        if k == vocab.index("\n"):
            break
        text += vocab[k]
        lp, h = step(k, h)
    return text


# %% right: multinomial and type hints, the newline is read as well
def generate_line(
    step, vocab: list[str], speaker: str, temperature: float, max_chars: int, rng
) -> str:
    def drawn(log_probs):
        if temperature == 0:
            return int(log_probs.argmax())
        logits = log_probs.astype("float64") / temperature
        logits -= np.logaddexp.reduce(logits)
        p = np.exp(logits)
        return int(np.argmax(rng.multinomial(1, p / p.sum())))

    written = []
    state = None
    for character in speaker + ":" + " ":
        log_probs, state = step(vocab.index(character), state)
    for number in range(max_chars):
        index = drawn(log_probs)
        log_probs, state = step(index, state)
        if vocab[index] == "\n":
            break
        written.append(index)
    print("drew", len(written))
    return speaker + ": " + "".join(vocab[i] for i in written)


# %% right: characters are drawn, the step is made only where it is needed
def generate_line(step, vocab, speaker, temperature, max_chars, rng):
    waiting = [vocab.index(char) for char in speaker + ": "]
    line, state, left = speaker + ": ", None, max_chars
    while left > 0:
        for index in waiting:
            log_probs, state = step(index, state)
        best = np.max(log_probs)
        if temperature == 0:
            p = (np.arange(len(vocab)) == np.argmax(log_probs)).astype(float)
        else:
            p = np.exp((log_probs - best) / temperature)
        char = str(rng.choice(vocab, p=p / np.sum(p)))
        if char == "\n":
            break
        line, left = line + char, left - 1
        waiting = [vocab.index(char)]
    return line


# %% right: log_probs is changed in place, the uniform number is inverted
def generate_line(step, vocab, speaker, temperature, max_chars, rng):
    line, state = "", None
    for char in speaker + ": ":
        log_probs, state = step(vocab.index(char), state)
    while len(line) < max_chars:
        if temperature:
            log_probs -= log_probs.max()
            log_probs /= temperature
            p = np.exp(log_probs)
            index = int((p.cumsum() <= rng.uniform(0, p.sum())).sum())
        else:
            index = int(np.argmax(log_probs))
        if vocab[index] == "\n":
            break
        line += vocab[index]
        log_probs, state = step(index, state)
    return speaker + ": " + line


# %% wrong: the colon and the space are not read -> reads_the_prompt
# - for char in prompt:
# + for char in speaker:

# %% wrong: only the last character of the prompt is read -> reads_the_prompt
# - for char in prompt:
# + for char in prompt[-1]:

# %% wrong: no space after the colon -> reads_the_prompt
# - prompt = speaker + ": "
# + prompt = speaker + ":"

# %% wrong: the last character of the prompt is read twice -> reads_the_prompt
# - line = prompt
# + line = prompt
# + log_probs, state = step(vocab.index(prompt[-1]), state)

# %% wrong: the prompt is read backwards -> reads_the_prompt
# - for char in prompt:
# + for char in reversed(prompt):

# %% wrong: characters go into step, not their indices -> reads_the_prompt
# - log_probs, state = step(vocab.index(char), state)
# + log_probs, state = step(char, state)

# %% wrong: the state is thrown away -> state_is_carried
# - log_probs, state = step(vocab.index(char), state)
# + log_probs, _ = step(vocab.index(char), state)

# %% wrong: the state is kept from the prompt on, never renewed -> state_is_carried
# - log_probs, state = step(index, state)
# + log_probs, _ = step(index, state)

# %% wrong: the state is emptied after the prompt -> state_is_carried
# - line = prompt
# + line, state = prompt, None

# %% wrong: the first state is 0 -> state_is_carried
# - state = None
# + state = 0

# %% wrong: what was drawn is not read -> reads_what_it_writes
# - log_probs, state = step(index, state)
# + pass

# %% wrong: the last character of the prompt is read again and again -> reads_what_it_writes
# - log_probs, state = step(index, state)
# + log_probs, state = step(vocab.index(char), state)

# %% wrong: only what is said comes back -> reads_what_it_writes
# - return line
# + return line[len(prompt):]

# %% wrong: indices come back -> reads_what_it_writes
# - return line
# + return [vocab.index(char) for char in line]

# %% wrong: the newline is part of the line -> newline_ends
# - if vocab[index] == "\n":
# - break
# - line += vocab[index]
# + line += vocab[index]
# + if vocab[index] == "\n":
# +     break

# %% wrong: a newline does not end the line -> newline_ends
# - if vocab[index] == "\n":
# + if vocab[index] == "":

# %% wrong: the newline is left out and the line goes on -> newline_ends
# - break
# + log_probs, state = step(index, state)
# + continue

# %% wrong: index 0 is taken for the newline -> newline_ends
# - if vocab[index] == "\n":
# + if index == 0:

# %% wrong: the prompt counts among max_chars -> cap_is_kept
# - for _ in range(max_chars):
# + for _ in range(max_chars - len(prompt)):

# %% wrong: one character too many -> cap_is_kept
# - for _ in range(max_chars):
# + for _ in range(max_chars + 1):

# %% wrong: no end but the newline -> cap_is_kept
# - for _ in range(max_chars):
# + while True:

# %% wrong: always a fixed number of characters -> cap_is_kept
# - for _ in range(max_chars):
# + for _ in range(30):

# %% wrong: temperature 0 is not thought of -> zero_is_argmax
# - if temperature == 0:
# + if False:

# %% wrong: temperature 0 draws as temperature 1 -> zero_is_argmax
# - index = int(np.argmax(scores))
# + p = np.exp(scores)
# + index = int(rng.choice(len(vocab), p=p / p.sum()))

# %% wrong: temperature 0 takes the unlikeliest -> zero_is_argmax
# - index = int(np.argmax(scores))
# + index = int(np.argmin(scores))

# %% wrong: exp underflows -> low_is_safe
# - p = np.exp((scores - scores.max()) / temperature)
# + p = np.exp(scores / temperature)

# %% wrong: the power of probabilities underflows -> low_is_safe
# - p = np.exp((scores - scores.max()) / temperature)
# + p = np.exp(scores) ** (1 / temperature)

# %% wrong: always the likeliest -> draws_in_proportion
# - if temperature == 0:
# + if True:

# %% wrong: all characters that are possible alike -> draws_in_proportion
# - p = np.exp((scores - scores.max()) / temperature)
# + p = (scores > -20).astype(float)

# %% wrong: the ladder is off by one -> draws_in_proportion
# - index = int(rng.choice(len(vocab), p=p / p.sum()))
# + ladder = np.cumsum(p / p.sum())
# + index = int((ladder < rng.random()).sum()) - 1

# %% wrong: probabilities are sorted, indices are not -> draws_in_proportion
# - index = int(rng.choice(len(vocab), p=p / p.sum()))
# + index = int(rng.choice(len(vocab), p=np.sort(p / p.sum())))

# %% wrong: exponentials of probabilities -> draws_in_proportion
# - p = np.exp((scores - scores.max()) / temperature)
# + p = np.exp(np.exp(scores - scores.max()) / temperature) * (scores > -20)

# %% wrong: the temperature is not used -> temperature_reweights
# - p = np.exp((scores - scores.max()) / temperature)
# + p = np.exp(scores)

# %% wrong: multiplied by the temperature -> temperature_reweights
# - p = np.exp((scores - scores.max()) / temperature)
# + p = np.exp((scores - scores.max()) * temperature)

# %% wrong: probabilities divided by the temperature, which changes nothing -> temperature_reweights
# - p = np.exp((scores - scores.max()) / temperature)
# + p = np.exp(scores) / temperature

# %% wrong: NumPy's global generator -> uses_the_generator
# - index = int(rng.choice(len(vocab), p=p / p.sum()))
# + index = int(np.random.choice(len(vocab), p=p / p.sum()))

# %% wrong: a generator of its own -> uses_the_generator
# - prompt = speaker + ": "
# + prompt, rng = speaker + ": ", np.random.default_rng(0)

# %% wrong: seeded for every line -> uses_the_generator
# - prompt = speaker + ": "
# + prompt = speaker + ": "
# + rng = np.random.default_rng(rng.bit_generator.state["state"]["inc"] % 2**32)

# %% wrong: seeded by the place in the line -> uses_the_generator
# - index = int(rng.choice(len(vocab), p=p / p.sum()))
# + fresh = np.random.default_rng(len(line))
# + index = int(fresh.choice(len(vocab), p=p / p.sum()))


# %% right: the drawing of the course
from utils.sampling import draw


def generate_line(step, vocab, speaker, temperature, max_chars, rng):
    line, state = speaker + ": ", None
    for char in line:
        log_probs, state = step(vocab.index(char), state)
    for _ in range(max_chars):
        index = int(draw(log_probs, temperature, rng=rng))
        if vocab[index] == "\n":
            break
        line += vocab[index]
        log_probs, state = step(index, state)
    return line


# %% right: the completion of the course
from utils.sampling import complete
from utils.vocabulary import Vocabulary


def generate_line(step, vocab, speaker, temperature, max_chars, rng):
    prompt, letters = speaker + ": ", Vocabulary(vocab)
    how = {"rng": rng, "until": "\n"}
    return prompt + complete(step, letters, prompt, max_chars, temperature, **how)


# %% wrong: a newline is passed over -> nothing_after_the_newline
# - break
# + continue

# %% wrong: a full stop ends the line -> newline_ends
# - if vocab[index] == "\n":
# + if vocab[index] in "\n.":

# %% wrong: a full stop ends the line and is part of it -> newline_ends
# - log_probs, state = step(index, state)
# + log_probs, state = step(index, state)
# + if vocab[index] == ".":
# +     break

# %% wrong: the name in lower case -> reads_the_prompt
# - prompt = speaker + ": "
# + prompt = speaker.lower() + ": "

# %% wrong: only the first word of the name -> reads_the_prompt
# - prompt = speaker + ": "
# + prompt = speaker.split()[0] + ": "

# %% wrong: spaces for underscores -> reads_the_prompt
# - prompt = speaker + ": "
# + prompt = speaker.replace("_", " ") + ": "

# %% wrong: every low temperature is the argmax -> temperature_reweights
# - if temperature == 0:
# + if temperature < 0.1:

# %% wrong: no temperature below 0.1 -> temperature_reweights
# - p = np.exp((scores - scores.max()) / temperature)
# + p = np.exp((scores - scores.max()) / max(temperature, 0.1))

# %% wrong: the square of the temperature -> temperature_reweights
# - p = np.exp((scores - scores.max()) / temperature)
# + p = np.exp((scores - scores.max()) / temperature**2)

# %% wrong: powers of 2 -> draws_in_proportion
# - p = np.exp((scores - scores.max()) / temperature)
# + p = 2 ** ((scores - scores.max()) / temperature)


# %% wrong: the state of the line before -> state_is_carried
MEMORY = [None]


def generate_line(step, vocab, speaker, temperature, max_chars, rng):
    line = speaker + ": "
    for char in line:
        log_probs, MEMORY[0] = step(vocab.index(char), MEMORY[0])
    for _ in range(max_chars):
        noise = rng.gumbel(size=len(vocab)) * temperature
        index = int(np.argmax(log_probs + noise))
        if vocab[index] == "\n":
            break
        line += vocab[index]
        log_probs, MEMORY[0] = step(index, MEMORY[0])
    return line


# %% wrong: what is said is stripped -> newline_ends
# - return line
# + return prompt + line[len(prompt):].strip()

# %% wrong: only what stands before a second colon -> newline_ends
# - return line
# + return prompt + line[len(prompt):].split(":")[0]

# %% wrong: underscores become spaces -> newline_ends
# - return line
# + return prompt + line[len(prompt):].replace("_", " ")

# %% wrong: cut at the first newline, also of the speaker -> reads_what_it_writes
# - return line
# + return line.split("\n")[0]

# %% wrong: 0.01 in place of 0 -> zero_is_argmax
# - if temperature == 0:
# + temperature = max(temperature, 0.01)
# + if False:

# %% wrong: 0.001 in place of 0 -> zero_is_argmax
# - if temperature == 0:
# + temperature = max(temperature, 1e-3)
# + if False:

# %% wrong: something tiny is added to the temperature -> zero_is_argmax
# - if temperature == 0:
# + temperature = temperature + 1e-8
# + if False:

# %% wrong: no temperature below 0.001, but 0 -> temperature_reweights
# - p = np.exp((scores - scores.max()) / temperature)
# + p = np.exp((scores - scores.max()) / max(temperature, 1e-3))

# %% wrong: a temperature up to 0.02 is the argmax -> temperature_reweights
# - if temperature == 0:
# + if temperature <= 0.02:

# %% wrong: a small number is added to probabilities -> temperature_reweights
# - scores = np.asarray(log_probs, dtype=np.float64)
# + scores = np.log(np.exp(log_probs) + 1e-10)

# %% wrong: a very small number is added to probabilities -> temperature_reweights
# - scores = np.asarray(log_probs, dtype=np.float64)
# + scores = np.log(np.exp(log_probs) + 1e-20)

# %% wrong: the improbable is never drawn -> temperature_reweights
# - scores = np.asarray(log_probs, dtype=np.float64)
# + scores = np.where(log_probs > np.log(1e-6), log_probs, -1e4)


# %% wrong: ignores step -> reads_what_it_writes
# - scores = np.asarray(log_probs, dtype=np.float64)
# + scores = np.zeros(len(vocab))


# %% wrong: ignores vocab -> reads_the_prompt
def generate_line(step, vocab, speaker, temperature, max_chars, rng):
    vocab = [chr(k) for k in (10, *range(32, 127))]
    prompt = speaker + ": "
    state = None
    for char in prompt:
        log_probs, state = step(vocab.index(char), state)
    line = prompt
    for _ in range(max_chars):
        scores = np.asarray(log_probs, dtype=np.float64)
        if temperature == 0:
            index = int(np.argmax(scores))
        else:
            p = np.exp((scores - scores.max()) / temperature)
            index = int(rng.choice(len(scores), p=p / p.sum()))
        if vocab[index] == "\n":
            break
        line += vocab[index]
        log_probs, state = step(index, state)
    return line


# %% wrong: ignores speaker -> reads_the_prompt
# - prompt = speaker + ": "
# + prompt = ": "

# %% wrong: ignores temperature -> temperature_reweights
# - p = np.exp((scores - scores.max()) / temperature)
# + p = np.exp(scores - scores.max())

# %% wrong: ignores max_chars -> cap_is_kept
# - for _ in range(max_chars):
# + for _ in range(12):

# %% wrong: ignores rng -> uses_the_generator
# - index = int(rng.choice(len(vocab), p=p / p.sum()))
# + index = int(np.random.choice(len(vocab), p=p / p.sum()))


# %% wrong: dull, nothing is said -> reads_the_prompt
def generate_line(step, vocab, speaker, temperature, max_chars, rng):
    return f"{speaker}: "


# %% wrong: dull, random characters -> reads_the_prompt
def generate_line(step, vocab, speaker, temperature, max_chars, rng):
    return f"{speaker}: " + "".join(rng.choice(vocab, size=max_chars))


# %% wrong: dull, the visible example -> reads_the_prompt
def generate_line(step, vocab, speaker, temperature, max_chars, rng):
    return "ad: tea!"
