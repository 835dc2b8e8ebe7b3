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
# say: The colon and the space are not read: step gets every character of speaker + ":
#     ".
# - for char in prompt:
# + for char in speaker:

# %% wrong: only the last character of the prompt is read -> reads_the_prompt
# say: Only the last character of the prompt is read: step gets every character of
#     speaker + ": ".
# - for char in prompt:
# + for char in prompt[-1]:

# %% wrong: no space after the colon -> reads_the_prompt
# say: The space after the colon is missing: the prompt is speaker + ": ".
# - prompt = speaker + ": "
# + prompt = speaker + ":"

# %% wrong: the last character of the prompt is read twice -> reads_the_prompt
# say: The last character of the prompt is read twice.
# - line = prompt
# + line = prompt
# + log_probs, state = step(vocab.index(prompt[-1]), state)

# %% wrong: the prompt is read backwards -> reads_the_prompt
# say: The prompt is read backwards.
# - for char in prompt:
# + for char in reversed(prompt):

# %% wrong: characters go into step, not their indices -> reads_the_prompt
# say: step gets characters: it takes indices, vocab.index(char).
# - log_probs, state = step(vocab.index(char), state)
# + log_probs, state = step(char, state)

# %% wrong: characters go into step, the drawn ones too -> reads_the_prompt
# say: step gets characters: it takes indices, vocab.index(char).
# - log_probs, state = step(vocab.index(char), state)
# + log_probs, state = step(char, state)
# - log_probs, state = step(index, state)
# + log_probs, state = step(vocab[index], state)

# %% wrong: the state is thrown away -> state_is_carried
# say: The state is thrown away while the prompt is read: step gets the state that it
#     returned before.
# - log_probs, state = step(vocab.index(char), state)
# + log_probs, _ = step(vocab.index(char), state)

# %% wrong: the state is kept from the prompt on, never renewed -> state_is_carried
# say: The state stays that of the prompt: each step's state goes into the next one.
# - log_probs, state = step(index, state)
# + log_probs, _ = step(index, state)

# %% wrong: the state is emptied after the prompt -> state_is_carried
# say: The state is emptied after the prompt: it goes on.
# - line = prompt
# + line, state = prompt, None

# %% wrong: the first state is 0 -> state_is_carried
# say: The first state is 0: it has to be None.
# - state = None
# + state = 0

# %% wrong: what was drawn is not read -> reads_what_it_writes
# say: What was drawn is not read: step gets it, and gives the next log_probs.
# - log_probs, state = step(index, state)
# + pass

# %% wrong: the last character of the prompt is read again and again -> reads_what_it_writes
# say: The last character of the prompt is read again and again: step gets the index
#     that was drawn.
# - log_probs, state = step(index, state)
# + log_probs, state = step(vocab.index(char), state)

# %% wrong: only what is said comes back -> reads_what_it_writes
# say: Only what is said comes back: the line begins with speaker + ": ".
# - return line
# + return line[len(prompt):]

# %% wrong: indices come back -> reads_what_it_writes
# say: Indices come back: return a text.
# - return line
# + return [vocab.index(char) for char in line]

# %% wrong: the newline is part of the line -> newline_ends
# say: The newline is part of the line: it ends the line and is left out.
# - if vocab[index] == "\n":
# - break
# - line += vocab[index]
# + line += vocab[index]
# + if vocab[index] == "\n":
# +     break

# %% wrong: a newline does not end the line -> newline_ends
# say: A newline does not end the line, and stands in it.
# - if vocab[index] == "\n":
# + if vocab[index] == "":

# %% wrong: the newline is left out and the line goes on -> newline_ends
# say: The newline is left out, but the line goes on after it: stop there.
# - break
# + log_probs, state = step(index, state)
# + continue

# %% wrong: index 0 is taken for the newline -> newline_ends
# say: Index 0 is taken for the newline: compare vocab[index] with "\n".
# - if vocab[index] == "\n":
# + if index == 0:

# %% wrong: the prompt counts among max_chars -> cap_is_kept
# say: The prompt counts among max_chars: they are what is said after it.
# - for _ in range(max_chars):
# + for _ in range(max_chars - len(prompt)):

# %% wrong: one character too many -> cap_is_kept
# say: A line may be one character too long: say at most max_chars.
# - for _ in range(max_chars):
# + for _ in range(max_chars + 1):

# %% wrong: no end but the newline -> cap_is_kept
# unnamed: it does not end by itself, and the diagnosis has no time for that; a
#     criterion says so
# - for _ in range(max_chars):
# + while True:

# %% wrong: always a fixed number of characters -> cap_is_kept
# say: max_chars is not used: the number of characters is fixed.
# - for _ in range(max_chars):
# + for _ in range(30):

# %% wrong: temperature 0 is not thought of -> zero_is_argmax
# say: Temperature 0 is not treated: it is a case of its own, the argmax.
# - if temperature == 0:
# + if False:

# %% wrong: temperature 0 draws as temperature 1 -> zero_is_argmax
# say: At temperature 0 something else than the most probable character can be drawn: it
#     is a case of its own, the argmax.
# - index = int(np.argmax(scores))
# + p = np.exp(scores)
# + index = int(rng.choice(len(vocab), p=p / p.sum()))

# %% wrong: temperature 0 takes the unlikeliest -> zero_is_argmax
# say: At temperature 0 the least probable character is taken: np.argmax, not np.argmin.
# - index = int(np.argmax(scores))
# + index = int(np.argmin(scores))

# %% wrong: exp underflows -> low_is_safe
# say: All weights become 0 at a low temperature: subtract the greatest score before
#     np.exp.
# - p = np.exp((scores - scores.max()) / temperature)
# + p = np.exp(scores / temperature)

# %% wrong: the power of probabilities underflows -> low_is_safe
# say: All weights become 0 at a low temperature: subtract the greatest score before
#     np.exp.
# - p = np.exp((scores - scores.max()) / temperature)
# + p = np.exp(scores) ** (1 / temperature)

# %% wrong: always the likeliest -> draws_in_proportion
# say: The most probable character is taken at every temperature: draw it with rng.
# - if temperature == 0:
# + if True:

# %% wrong: all characters that are possible alike -> draws_in_proportion
# say: All possible characters are drawn with equal chances.
# - p = np.exp((scores - scores.max()) / temperature)
# + p = (scores > -20).astype(float)

# %% wrong: the ladder is off by one -> draws_in_proportion
# say: The index is one too small: check where the cumulated probabilities are compared.
# - index = int(rng.choice(len(vocab), p=p / p.sum()))
# + ladder = np.cumsum(p / p.sum())
# + index = int((ladder < rng.random()).sum()) - 1

# %% wrong: probabilities are sorted, indices are not -> draws_in_proportion
# say: The probabilities are in another order than the characters.
# - index = int(rng.choice(len(vocab), p=p / p.sum()))
# + index = int(rng.choice(len(vocab), p=np.sort(p / p.sum())))

# %% wrong: exponentials of probabilities -> draws_in_proportion
# say: The probabilities are taken for logarithms: np.exp is applied once.
# - p = np.exp((scores - scores.max()) / temperature)
# + p = np.exp(np.exp(scores - scores.max()) / temperature) * (scores > -20)

# %% wrong: the temperature is not used -> temperature_reweights
# say: The temperature does not do what it should: divide the log-probabilities by it,
#     before np.exp.
# - p = np.exp((scores - scores.max()) / temperature)
# + p = np.exp(scores)

# %% wrong: multiplied by the temperature -> temperature_reweights
# say: The temperature does not do what it should: divide the log-probabilities by it,
#     before np.exp.
# - p = np.exp((scores - scores.max()) / temperature)
# + p = np.exp((scores - scores.max()) * temperature)

# %% wrong: probabilities divided by the temperature, which changes nothing -> temperature_reweights
# say: The temperature does not do what it should: divide the log-probabilities by it,
#     before np.exp.
# - p = np.exp((scores - scores.max()) / temperature)
# + p = np.exp(scores) / temperature

# %% wrong: NumPy's global generator -> uses_the_generator
# say: The generator rng is not used: draw with rng.choice.
# - index = int(rng.choice(len(vocab), p=p / p.sum()))
# + index = int(np.random.choice(len(vocab), p=p / p.sum()))

# %% wrong: a generator of its own -> uses_the_generator
# say: Equal lines come from different generators: draw with the rng that was passed.
# - prompt = speaker + ": "
# + prompt, rng = speaker + ": ", np.random.default_rng(0)

# %% wrong: seeded for every line -> uses_the_generator
# unnamed: it draws rightly otherwise; a criterion says so
# - prompt = speaker + ": "
# + prompt = speaker + ": "
# + rng = np.random.default_rng(rng.bit_generator.state["state"]["inc"] % 2**32)

# %% wrong: seeded by the place in the line -> uses_the_generator
# say: Equal lines come from different generators: draw with the rng that was passed.
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
# unnamed: it writes the same; a criterion says what it asks for after the newline
# - break
# + continue

# %% wrong: a full stop ends the line -> newline_ends
# say: A full stop ends the line: only a newline does.
# - if vocab[index] == "\n":
# + if vocab[index] in "\n.":

# %% wrong: a full stop ends the line and is part of it -> newline_ends
# say: The line ends after a full stop: only a newline ends it.
# - log_probs, state = step(index, state)
# + log_probs, state = step(index, state)
# + if vocab[index] == ".":
# +     break

# %% wrong: the name in lower case -> reads_the_prompt
# say: The speaker's name is put into lower case: use it as it is.
# - prompt = speaker + ": "
# + prompt = speaker.lower() + ": "

# %% wrong: only the first word of the name -> reads_the_prompt
# say: Only the first word of the speaker's name is used.
# - prompt = speaker + ": "
# + prompt = speaker.split()[0] + ": "

# %% wrong: spaces for underscores -> reads_the_prompt
# say: Underscores in the speaker's name become spaces: use it as it is.
# - prompt = speaker + ": "
# + prompt = speaker.replace("_", " ") + ": "

# %% wrong: every low temperature is the argmax -> temperature_reweights
# say: Low temperatures are all taken for 0: only 0 itself is the argmax.
# - if temperature == 0:
# + if temperature < 0.1:

# %% wrong: no temperature below 0.1 -> temperature_reweights
# say: The lowest temperature is not as low as the one that was passed: divide by the
#     temperature as it is.
# - p = np.exp((scores - scores.max()) / temperature)
# + p = np.exp((scores - scores.max()) / max(temperature, 0.1))

# %% wrong: the square of the temperature -> temperature_reweights
# say: The temperature counts twice (as its square): divide by it once.
# - p = np.exp((scores - scores.max()) / temperature)
# + p = np.exp((scores - scores.max()) / temperature**2)

# %% wrong: powers of 2 -> draws_in_proportion
# unnamed: it differs from a right answer only in frequencies
# - p = np.exp((scores - scores.max()) / temperature)
# + p = 2 ** ((scores - scores.max()) / temperature)


# %% wrong: the state of the line before -> state_is_carried
# unnamed: it depends on the calls before
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
# say: Spaces at the ends of what is said are stripped: leave them.
# - return line
# + return prompt + line[len(prompt):].strip()

# %% wrong: only what stands before a second colon -> newline_ends
# say: What is said is cut at a colon: leave it whole.
# - return line
# + return prompt + line[len(prompt):].split(":")[0]

# %% wrong: underscores become spaces -> newline_ends
# say: Underscores in what is said become spaces: leave them.
# - return line
# + return prompt + line[len(prompt):].replace("_", " ")

# %% wrong: cut at the first newline, also of the speaker -> reads_what_it_writes
# say: The whole line is cut at its first newline, even one in the speaker's name: stop
#     when a newline is drawn.
# - return line
# + return line.split("\n")[0]

# %% wrong: in single precision -> zero_is_argmax
# say: The log-probabilities are rounded to float32, where close ones become equal:
#     compute in float64.
# - scores = np.asarray(log_probs, dtype=np.float64)
# + scores = np.asarray(log_probs, dtype=np.float32)

# %% wrong: 0.01 in place of 0 -> zero_is_argmax
# say: Temperature 0 is replaced by a small one: it is a case of its own, the argmax.
# - if temperature == 0:
# + temperature = max(temperature, 0.01)
# + if False:

# %% wrong: 0.001 in place of 0 -> zero_is_argmax
# say: Temperature 0 is replaced by a small one: it is a case of its own, the argmax.
# - if temperature == 0:
# + temperature = max(temperature, 1e-3)
# + if False:

# %% wrong: something tiny is added to the temperature -> zero_is_argmax
# say: At temperature 0 something else than the most probable character can be drawn: it
#     is a case of its own, the argmax.
# - if temperature == 0:
# + temperature = temperature + 1e-8
# + if False:

# %% wrong: no temperature below 0.001, but 0 -> temperature_reweights
# say: The lowest temperature is not as low as the one that was passed: divide by the
#     temperature as it is.
# - p = np.exp((scores - scores.max()) / temperature)
# + p = np.exp((scores - scores.max()) / max(temperature, 1e-3))

# %% wrong: a temperature up to 0.02 is the argmax -> temperature_reweights
# say: Very low temperatures are taken for 0: only 0 itself is the argmax.
# - if temperature == 0:
# + if temperature <= 0.02:

# %% wrong: a small number is added to probabilities -> temperature_reweights
# say: Something is added to the probabilities, so that the impossible can be drawn when
#     it is hot: use log_probs as they are.
# - scores = np.asarray(log_probs, dtype=np.float64)
# + scores = np.log(np.exp(log_probs) + 1e-10)

# %% wrong: a very small number is added to probabilities -> temperature_reweights
# say: Something is added to the probabilities, so that the impossible can be drawn when
#     it is hot: use log_probs as they are.
# - scores = np.asarray(log_probs, dtype=np.float64)
# + scores = np.log(np.exp(log_probs) + 1e-20)

# %% wrong: the improbable is never drawn -> temperature_reweights
# say: Improbable characters are never drawn, however hot it is: use log_probs as they
#     are.
# - scores = np.asarray(log_probs, dtype=np.float64)
# + scores = np.where(log_probs > np.log(1e-6), log_probs, -1e4)


# %% wrong: ignores step -> reads_what_it_writes
# say: The log-probabilities that step returned are not used.
# - scores = np.asarray(log_probs, dtype=np.float64)
# + scores = np.zeros(len(vocab))


# %% wrong: ignores vocab -> reads_the_prompt
# say: The characters come from another alphabet than vocab.
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
# say: The name of the speaker is missing: the line begins with speaker + ": ".
# - prompt = speaker + ": "
# + prompt = ": "

# %% wrong: ignores temperature -> temperature_reweights
# say: The temperature does not do what it should: divide the log-probabilities by it,
#     before np.exp.
# - p = np.exp((scores - scores.max()) / temperature)
# + p = np.exp(scores - scores.max())

# %% wrong: ignores max_chars -> cap_is_kept
# say: max_chars is not used: the number of characters is fixed.
# - for _ in range(max_chars):
# + for _ in range(12):

# %% wrong: ignores rng -> uses_the_generator
# say: The generator rng is not used: draw with rng.choice.
# - index = int(rng.choice(len(vocab), p=p / p.sum()))
# + index = int(np.random.choice(len(vocab), p=p / p.sum()))


# %% wrong: dull, nothing is said -> reads_the_prompt
# say: Nothing is said after the prompt.
def generate_line(step, vocab, speaker, temperature, max_chars, rng):
    return f"{speaker}: "


# %% wrong: dull, random characters -> reads_the_prompt
# unnamed: random each time
def generate_line(step, vocab, speaker, temperature, max_chars, rng):
    return f"{speaker}: " + "".join(rng.choice(vocab, size=max_chars))


# %% wrong: dull, the visible example -> reads_the_prompt
# unnamed: nobody does that
def generate_line(step, vocab, speaker, temperature, max_chars, rng):
    return "ad: tea!"


# %% wrong: no step gets a state -> state_is_carried
# say: Every step gets None as its state: it gets what the step before returned.
# - log_probs, state = step(vocab.index(char), state)
# + log_probs, _ = step(vocab.index(char), None)
# - log_probs, state = step(index, state)
# + log_probs, _ = step(index, None)

# %% wrong: no state while the prompt is read, but afterwards -> state_is_carried
# say: The state is thrown away while the prompt is read: step gets the state that it
#     returned before.
# - log_probs, state = step(vocab.index(char), state)
# + log_probs, state = step(vocab.index(char), None)

# %% wrong: no state while it is drawn -> state_is_carried
# say: Once characters are drawn, every step gets None as its state: it gets what the
#     step before returned.
# - log_probs, state = step(index, state)
# + log_probs, state = step(index, None)

# %% wrong: a line ends one character early -> cap_is_kept
# say: A line ends one character too early: max_chars are drawn.
# - for _ in range(max_chars):
# + for _ in range(max_chars - 1):

# %% wrong: results are swapped -> reads_the_prompt
# say: What step returns is taken in the wrong order: log_probs first, then the state.
# - log_probs, state = step(vocab.index(char), state)
# + state, log_probs = step(vocab.index(char), state)
# - log_probs, state = step(index, state)
# + state, log_probs = step(index, state)

# %% wrong: drawn characters go into step, not their indices -> reads_what_it_writes
# say: step gets characters: it takes indices, vocab.index(char).
# - log_probs, state = step(index, state)
# + log_probs, state = step(vocab[index], state)


# %% wrong: ignores temperature itself, half of it counts -> temperature_reweights
# unnamed: nobody does that
# - p = np.exp((scores - scores.max()) / temperature)
# + p = np.exp((scores - scores.max()) * 2 / temperature)


# %% wrong: ignores temperature below 0.5 -> temperature_reweights
# say: The lowest temperature is not as low as the one that was passed: divide by the
#     temperature as it is.
# - p = np.exp((scores - scores.max()) / temperature)
# + p = np.exp((scores - scores.max()) / max(temperature, 0.5))


# %% wrong: drawn twice, once to write and once to read on -> reads_what_it_writes
# unnamed: chance decides which of two draws is read; a criterion says so
# - log_probs, state = step(index, state)
# + read = index if temperature == 0 else int(rng.choice(len(vocab), p=p / p.sum()))
# + log_probs, state = step(read, state)
