# ruff: noqa (answers are written as students write them, one after the other)

# %% right: with the functions of the lesson
class GenerativeModel:
    def __init__(self, model, vocab, temperature=1.0):
        self.model = model
        self.vocab = vocab
        self.temperature = temperature

    def generate_one_step(self, inputs, states=None):
        ids = line_to_tensor(inputs, self.vocab)[tf.newaxis]
        log_probs, states = self.model(ids, states=states, return_state=True)
        drawn = temperature_random_sampling(log_probs[0, -1], self.temperature)
        char = text_from_ids([drawn], self.vocab).numpy().decode("utf-8")
        return char, states

    def generate_n_chars(self, num_chars, prefix):
        if not prefix:
            raise ValueError("the prefix is empty: give it a character")
        text, piece, states = prefix, prefix, None
        for _ in range(num_chars):
            piece, states = self.generate_one_step(piece, states)
            text = text + piece
        return text


# %% right: as in the original lesson, a model of Keras itself
class GenerativeModel(keras.Model):
    def __init__(self, model, vocab, temperature=1.0):
        super().__init__()
        self.temperature = temperature
        self.model = model
        self.vocab = vocab

    def generate_one_step(self, inputs, states=None):
        input_ids = tf.expand_dims(line_to_tensor(inputs, self.vocab), 0)
        predicted, states = self.model(input_ids, states, True)
        predicted = predicted[:, -1, :]
        predicted_ids = temperature_random_sampling(predicted, self.temperature)
        chars = text_from_ids([predicted_ids], self.vocab)
        return chars[0].numpy().decode(), states

    def generate_n_chars(self, num_chars, prefix):
        states = None
        next_char = prefix
        result = [next_char]
        for n in range(num_chars):
            next_char, states = self.generate_one_step(next_char, states=states)
            result.append(next_char)
        return "".join(result)


# %% right: drawing with NumPy
class GenerativeModel:
    def __init__(self, model, vocab, temperature=1.0):
        self.model, self.vocab = model, list(vocab)
        self.scale = temperature

    def generate_one_step(self, inputs, states=None):
        ids = [[self.vocab.index(c) if c in self.vocab else 0 for c in inputs]]
        log_probs, new = self.model(
            tf.constant(ids, tf.int64), states=states, return_state=True
        )
        scores = np.asarray(log_probs)[0, -1].astype(float)
        if self.scale == 0:
            return self.vocab[int(scores.argmax())], new
        powers = np.exp((scores - scores.max()) / self.scale)
        number = np.random.choice(len(scores), p=powers / powers.sum())
        return self.vocab[number], new

    def generate_n_chars(self, num_chars, prefix):
        text, states = prefix, None
        char = prefix
        while len(text) < len(prefix) + num_chars:
            char, states = self.generate_one_step(char, states)
            text += char
        return text


# %% right: character by character, drawn by TensorFlow
class GenerativeModel:
    def __init__(self, model, vocab, temperature=1.0):
        self.model = model
        self.vocab = vocab
        self.temperature = temperature

    def generate_one_step(self, inputs, states=None):
        for char in inputs:
            ids = tf.reshape(line_to_tensor(char, self.vocab), (1, 1))
            log_probs, states = self.model(ids, states=states, return_state=True)
        last = log_probs[:, -1]
        if self.temperature > 0:
            number = tf.random.categorical(last / self.temperature, 1)[0, 0]
        else:
            number = tf.argmax(last, axis=-1)[0]
        return self.vocab[int(number)], states

    def generate_n_chars(self, num_chars, prefix):
        written = list(prefix)
        states, piece = None, prefix
        for _ in range(num_chars):
            piece, states = self.generate_one_step(piece, states)
            written += [piece]
        return "".join(written)


# %% right: a generator inside
class GenerativeModel:
    def __init__(self, model, vocab, temperature=1.0):
        self.model = model
        self.vocab = vocab
        self.draw = lambda scores: temperature_random_sampling(scores, temperature)

    def generate_one_step(self, inputs, states=None):
        batch = tf.stack([line_to_tensor(inputs, self.vocab)])
        predictions, states = self.model(
            inputs=batch, states=states, return_state=True, training=False
        )
        number = int(self.draw(tf.squeeze(predictions, axis=0))[-1])
        return tf.strings.join([self.vocab[number]]).numpy().decode(), states

    def chars(self, piece, states=None):
        while True:
            piece, states = self.generate_one_step(piece, states)
            yield piece

    def generate_n_chars(self, num_chars, prefix):
        more = self.chars(prefix)
        return prefix + "".join(next(more) for _ in range(num_chars))


# %% wrong: the first place -> last_place_counts
# say: The prediction at the first place is taken: the last one, [0, -1], has read the
#     whole piece.
# - drawn = temperature_random_sampling(log_probs[0, -1], self.temperature)
# + drawn = temperature_random_sampling(log_probs[0, 0], self.temperature)

# %% wrong: the likeliest of all places -> last_place_counts
# say: The predictions of all places are mixed: only that at the last place counts.
# - drawn = temperature_random_sampling(log_probs[0, -1], self.temperature)
# + mixed = tf.reduce_mean(log_probs[0], axis=0)
# + drawn = temperature_random_sampling(mixed, self.temperature)

# %% wrong: the temperature is not handed on -> temperature_is_used
# say: The temperature is not used: hand self.temperature to the drawing.
# - drawn = temperature_random_sampling(log_probs[0, -1], self.temperature)
# + drawn = temperature_random_sampling(log_probs[0, -1])

# %% wrong: always the likeliest -> temperature_is_used
# say: The likeliest character is always taken: draw one at the temperature.
# - drawn = temperature_random_sampling(log_probs[0, -1], self.temperature)
# + drawn = tf.argmax(log_probs[0, -1])

# %% wrong: divided by the temperature as well -> temperature_is_used
# say: The temperature is applied twice: temperature_random_sampling does it by itself.
# - drawn = temperature_random_sampling(log_probs[0, -1], self.temperature)
# + scores = log_probs[0, -1] / max(self.temperature, 1e-6)
# + drawn = temperature_random_sampling(scores, self.temperature)

# %% wrong: from probabilities instead of their logarithms -> temperature_is_used
# say: Probabilities are handed to the drawing: it takes log-probabilities as they are.
# - drawn = temperature_random_sampling(log_probs[0, -1], self.temperature)
# + chances = tf.exp(log_probs[0, -1])
# + drawn = temperature_random_sampling(chances, self.temperature)

# %% wrong: the state does not go in -> state_goes_through
# say: The state is not handed to the model: call it with states=states.
# - log_probs, states = self.model(ids, states=states, return_state=True)
# + log_probs, states = self.model(ids, return_state=True)

# %% wrong: the old state comes back -> state_goes_through
# say: The state that came in is returned again: return the one that the model gives.
# - log_probs, states = self.model(ids, states=states, return_state=True)
# + log_probs, new = self.model(ids, states=states, return_state=True)

# %% wrong: only the character comes back -> state_goes_through
# say: A step returns the character alone: return it together with the new state.
# - return char, states
# + return char

# %% wrong: the state first -> state_goes_through
# say: The two results of a step are in the wrong order: the character comes first.
# - return char, states
# + return states, char

# %% wrong: the number itself -> state_goes_through
# say: A step returns the number that was drawn: turn it into its character.
# - char = text_from_ids([drawn], self.vocab).numpy().decode("utf-8")
# + char = int(drawn)

# %% wrong: bytes -> state_goes_through
# say: A step returns bytes: decode them to a str.
# - char = text_from_ids([drawn], self.vocab).numpy().decode("utf-8")
# + char = text_from_ids([drawn], self.vocab).numpy()

# %% wrong: no dimension for the batch -> state_goes_through
# say: The batch is missing: the model takes numbers of the shape (1, time).
# - ids = line_to_tensor(inputs, self.vocab)[tf.newaxis]
# + ids = line_to_tensor(inputs, self.vocab)

# %% wrong: the batch at the end -> state_goes_through
# say: Each character becomes a batch of its own: the batch is the first axis, (1, time).
# - ids = line_to_tensor(inputs, self.vocab)[tf.newaxis]
# + ids = line_to_tensor(inputs, self.vocab)[:, tf.newaxis]

# %% wrong: the state is not handed on -> text_continues
# say: The state of a step is not handed to the next: each one starts from nothing.
# - piece, states = self.generate_one_step(piece, states)
# + piece, _ = self.generate_one_step(piece)

# %% wrong: the text so far, and the state -> text_continues
# say: The whole text is read again on top of its own state: after the prefix, read only
#     the character that was drawn last.
# - piece, states = self.generate_one_step(piece, states)
# - text = text + piece
# + piece, states = self.generate_one_step(text, states)
# + text = text + piece

# %% wrong: the text so far, without a state -> nothing_is_kept_or_read_twice
# say: The whole text is read anew for each character: hand on the state, and read only
#     the character that was drawn last.
# - piece, states = self.generate_one_step(piece, states)
# - text = text + piece
# + piece, _ = self.generate_one_step(text)
# + text = text + piece

# %% wrong: the prefix in every step -> text_continues
# say: Every step reads the prefix: after the first one, read the character that was
#     drawn last.
# - piece, states = self.generate_one_step(piece, states)
# + piece, states = self.generate_one_step(prefix, states)

# %% wrong: only the last character of the prefix -> text_continues
# say: Only the last character of the prefix is read: the first piece is all of it.
# - text, piece, states = prefix, prefix, None
# + text, piece, states = prefix, prefix[-1], None

# %% wrong: without the prefix -> text_continues
# say: The prefix is missing from the text: it comes first.
# - text, piece, states = prefix, prefix, None
# + text, piece, states = "", prefix, None

# %% wrong: one character too few -> text_continues
# say: One character too few is written: there are num_chars, beside the prefix.
# - for _ in range(num_chars):
# + for _ in range(num_chars - 1):

# %% wrong: the prefix counts too -> text_continues
# say: The prefix is counted in num_chars: so many characters come after it.
# - for _ in range(num_chars):
# + for _ in range(num_chars - len(prefix)):

# %% wrong: a list -> text_continues
# say: A list comes back: join its characters to one str.
# - text, piece, states = prefix, prefix, None
# + text, piece, states = [prefix], prefix, None
# - text = text + piece
# + text.append(piece)

# %% wrong: only the last character -> text_continues
# say: Only the last character comes back: return the whole text.
# - return text
# + return piece

# %% wrong: the memory of the text before -> nothing_is_kept_or_read_twice
# say: A text begins with the state of the one before: begin each with None.
# - self.temperature = temperature
# + self.temperature, self.states = temperature, None
# - text, piece, states = prefix, prefix, None
# + text, piece = prefix, prefix
# - piece, states = self.generate_one_step(piece, states)
# + piece, self.states = self.generate_one_step(piece, self.states)

# %% wrong: the prefix is read once more at the end -> nothing_is_kept_or_read_twice
# unnamed: nobody does that
# - return text
# + self.generate_one_step(text)
# + return text


# %% wrong: ignores model -> state_goes_through
# say: The model that was passed is not used.
# - log_probs, states = self.model(ids, states=states, return_state=True)
# + seen = tf.one_hot(ids[:, -1] + 1, len(self.vocab))[:, tf.newaxis]
# + log_probs, states = tf.math.log(seen + 1e-9), states

# %% wrong: ignores vocab -> state_goes_through
# say: The vocabulary that was passed is not used: a model has its own.
# - self.vocab = vocab
# + self.vocab = ["[UNK]", "", *"abcdefghijklmnopqrstuvwxyz"]

# %% wrong: ignores temperature, always 1 -> temperature_is_used
# say: The temperature is not used: hand self.temperature to the drawing.
# - self.temperature = temperature
# + self.temperature = 1.0

# %% wrong: ignores inputs -> state_goes_through
# say: A step does not read the piece that it is given.
# - ids = line_to_tensor(inputs, self.vocab)[tf.newaxis]
# + ids = line_to_tensor("a", self.vocab)[tf.newaxis]

# %% wrong: ignores states -> state_goes_through
# say: The state is not handed to the model: call it with states=states.
# - log_probs, states = self.model(ids, states=states, return_state=True)
# + log_probs, states = self.model(ids, states=None, return_state=True)

# %% wrong: ignores num_chars -> text_continues
# say: Always the same number of characters is written: there are num_chars.
# - for _ in range(num_chars):
# + for _ in range(4):

# %% wrong: ignores prefix -> text_continues
# say: The text always begins with the same character: begin with the prefix.
# - text, piece, states = prefix, prefix, None
# + text, piece, states = "a", "a", None


# %% wrong: dull, the prefix -> state_goes_through
# say: Nothing is written: a text is the prefix and num_chars characters.
class GenerativeModel:
    def __init__(self, model, vocab, temperature=1.0):
        self.model = model

    def generate_one_step(self, inputs, states=None):
        return inputs[-1], states

    def generate_n_chars(self, num_chars, prefix):
        return prefix


# %% wrong: dull, the same letter -> state_goes_through
# say: The same letter is always written, whatever the model says.
class GenerativeModel:
    def __init__(self, model, vocab, temperature=1.0):
        self.model = model

    def generate_one_step(self, inputs, states=None):
        return "e", states

    def generate_n_chars(self, num_chars, prefix):
        return prefix + "e" * num_chars


# %% wrong: the notebook's vocabulary on the way in -> state_goes_through
# say: The notebook's vocab is used, and not that of the model: take self.vocab.
# - ids = line_to_tensor(inputs, self.vocab)[tf.newaxis]
# + ids = line_to_tensor(inputs, vocab)[tf.newaxis]


# %% wrong: the notebook's vocabulary on the way out -> last_place_counts
# say: The notebook's vocab is used, and not that of the model: take self.vocab.
# - char = text_from_ids([drawn], self.vocab).numpy().decode("utf-8")
# + char = text_from_ids([drawn], vocab).numpy().decode("utf-8")


# %% wrong: the notebook's vocabulary on both ways -> state_goes_through
# say: The notebook's vocab is used, and not that of the model: take self.vocab.
# - ids = line_to_tensor(inputs, self.vocab)[tf.newaxis]
# + ids = line_to_tensor(inputs, vocab)[tf.newaxis]
# - char = text_from_ids([drawn], self.vocab).numpy().decode("utf-8")
# + char = text_from_ids([drawn], vocab).numpy().decode("utf-8")


# %% wrong: a tensor -> state_goes_through
# say: A step returns a tensor: .numpy().decode("utf-8") makes a str of it.
# - char = text_from_ids([drawn], self.vocab).numpy().decode("utf-8")
# + char = text_from_ids([drawn], self.vocab)


# %% wrong: the bytes as they are printed -> last_place_counts
# say: A step returns b'…' as a text: .numpy().decode("utf-8") makes the character of it.
# - char = text_from_ids([drawn], self.vocab).numpy().decode("utf-8")
# + char = str(text_from_ids([drawn], self.vocab).numpy())


# %% wrong: one character too many -> text_continues
# say: One character too many is written: there are num_chars, beside the prefix.
# - for _ in range(num_chars):
# + for _ in range(num_chars + 1):


# %% wrong: the text is returned in the loop -> text_continues
# say: The text comes back after its first character: the return belongs after the loop.
# - text = text + piece
# + text = text + piece
# + return text


# %% wrong: the text is not returned -> text_continues
# say: No text comes back: return it, after the loop.
# - return text
