# ruff: noqa (written from release/ alone, as different students would)


# %% right: student 1
class GenerativeModel:
    def __init__(self, model, vocab, temperature=1.0):
        self.model = model
        self.vocab = vocab
        self.temperature = temperature

    def generate_one_step(self, inputs, states=None):
        ids = line_to_tensor(inputs, self.vocab)[tf.newaxis]
        log_probs, states = self.model(ids, states=states, return_state=True)
        number = temperature_random_sampling(log_probs[0, -1], self.temperature)
        char = text_from_ids([number], self.vocab).numpy().decode("utf-8")
        return char, states

    def generate_n_chars(self, num_chars, prefix):
        if not prefix:
            raise ValueError("the prefix is empty: give it a character")
        states = None
        piece = prefix
        text = prefix
        for _ in range(num_chars):
            piece, states = self.generate_one_step(piece, states)
            text += piece
        return text


# %% right: student 2
class GenerativeModel:
    def __init__(self, model, vocab, temperature=1.0):
        self.model = model
        self.vocab = vocab
        self.temperature = temperature

    def generate_one_step(self, inputs, states=None):
        input_ids = line_to_tensor(inputs, self.vocab)
        input_ids = tf.expand_dims(input_ids, 0)
        predicted, states = self.model(input_ids, states, return_state=True)
        predicted = predicted[0, -1, :]
        predicted_id = temperature_random_sampling(predicted, self.temperature)
        return self.vocab[int(predicted_id)], states

    def generate_n_chars(self, num_chars, prefix):
        if not prefix:
            raise ValueError("the prefix is empty: give it a character")
        result = [prefix]
        next_char, states = prefix, None
        for n in range(num_chars):
            next_char, states = self.generate_one_step(next_char, states=states)
            result.append(next_char)
        return "".join(result)


# %% right: student 3
class GenerativeModel:
    def __init__(self, model, vocab, temperature=1.0):
        self.model = model
        self.vocab = vocab
        self.temperature = temperature

    def generate_one_step(self, inputs, states=None):
        ids = line_to_tensor(inputs, self.vocab)
        ids = tf.reshape(ids, (1, -1))
        preds, new_states = self.model(ids, states=states, return_state=True)
        last = preds[:, -1, :]
        drawn = temperature_random_sampling(last, self.temperature)
        chars = text_from_ids(drawn, self.vocab)
        chars = tf.strings.as_string(chars) if chars.dtype != tf.string else chars
        return chars.numpy().decode("utf-8"), new_states

    def generate_n_chars(self, num_chars, prefix):
        if not prefix:
            raise ValueError("the prefix is empty: give it a character")
        written = prefix
        char, states = self.generate_one_step(prefix) if num_chars > 0 else ("", None)
        written += char
        while len(written) < len(prefix) + num_chars:
            char, states = self.generate_one_step(char, states)
            written = written + char
        return written


# %% right: student 4
class GenerativeModel:
    def __init__(self, model, vocab, temperature=1.0):
        self.model = model
        self.vocab = vocab
        self.temperature = temperature

    def generate_one_step(self, inputs, states=None):
        batch = line_to_tensor(inputs, self.vocab)[None, :]
        log_probs, state = self.model(batch, states=states, return_state=True)
        choice = temperature_random_sampling(log_probs[0, -1], temperature=self.temperature)
        return text_from_ids([choice], self.vocab).numpy().decode(), state

    def generate_n_chars(self, num_chars, prefix):
        if not prefix:
            raise ValueError("the prefix is empty: give it a character")
        state = None
        last = prefix
        chars = ""
        i = 0
        while i < num_chars:
            last, state = self.generate_one_step(last, state)
            chars = chars + last
            i += 1
        return prefix + chars


# %% right: student 5
class GenerativeModel:
    def __init__(self, model, vocab, temperature=1.0):
        self.model = model
        self.vocab = vocab
        self.temperature = temperature

    def generate_one_step(self, inputs, states=None):
        numbers = line_to_tensor(inputs, self.vocab)
        numbers = numbers[tf.newaxis]
        predictions, states = self.model(numbers, states=states, return_state=True)
        prediction = predictions[0, -1]
        number = temperature_random_sampling(prediction, self.temperature)
        character = text_from_ids([number], self.vocab).numpy().decode("utf-8")
        return character, states

    def generate_n_chars(self, num_chars, prefix):
        if not prefix:
            raise ValueError("the prefix is empty: give it a character")
        states = None
        next_piece = prefix
        output = prefix
        for i in range(num_chars):
            next_piece, states = self.generate_one_step(next_piece, states)
            output = output + next_piece
        return output


# %% right: student 6
class GenerativeModel:
    """Write text with a GRULM.

    model: a GRULM; vocab: its vocabulary, a list of symbols
    temperature: 0 for the likeliest character, 1 for fair draws
    """

    def __init__(self, model, vocab, temperature=1.0):
        self.model = model
        self.vocab = vocab
        self.temperature = temperature

    def generate_one_step(self, inputs, states=None):
        """Read a piece of text and draw what comes next.

        inputs: str, one character or more
        states: what the model returned as state, or None to begin

        Returns the next character (str) and the new state.
        """
        # 1. numbers with a batch dimension
        ids = line_to_tensor(inputs, self.vocab)
        ids = ids[tf.newaxis]
        # 2. model
        preds, states = self.model(ids, states=states, return_state=True)
        # 3. last place
        preds = preds[0, -1]
        # 4. draw
        number = temperature_random_sampling(preds, self.temperature)
        # 5. back to a str
        char = text_from_ids([number], self.vocab).numpy().decode("utf-8")
        return char, states

    def generate_n_chars(self, num_chars, prefix):
        """Return the prefix and num_chars characters that continue it."""
        if not prefix:
            raise ValueError("the prefix is empty: give it a character")
        text = prefix
        piece = prefix
        states = None
        for i in range(num_chars):
            piece, states = self.generate_one_step(piece, states)
            text = text + piece
        return text


# %% right: student 7
class GenerativeModel:
    """Write text with a GRULM."""

    def __init__(self, model, vocab, temperature=1.0):
        self.model = model
        self.vocab = vocab
        self.temperature = temperature

    def generate_one_step(self, inputs, states=None):
        batch_of_one = tf.expand_dims(line_to_tensor(inputs, self.vocab), 0)
        log_probs, new_states = self.model(
            batch_of_one, states=states, return_state=True
        )
        drawn = temperature_random_sampling(
            log_probs[0, -1], temperature=self.temperature
        )
        return self.vocab[int(drawn)], new_states

    def generate_n_chars(self, num_chars, prefix):
        """Return the prefix and num_chars characters that continue it."""
        if not prefix:
            raise ValueError("the prefix is empty: give it a character")
        result = [prefix]
        states = None
        while len(result) <= num_chars:
            char, states = self.generate_one_step(result[-1], states)
            result.append(char)
        return "".join(result)


# %% right: student 8
class GenerativeModel:
    """Write text with a GRULM.

    model: a GRULM; vocab: its vocabulary, a list of symbols
    temperature: 0 for the likeliest character, 1 for fair draws
    """

    def __init__(self, model, vocab, temperature=1.0):
        self.model = model
        self.vocab = vocab
        self.temperature = temperature

    def generate_one_step(self, inputs, states=None):
        ids = np.asarray(line_to_tensor(inputs, self.vocab))[None, :]
        y, states = self.model(ids, states=states, return_state=True)
        y = y[:, -1, :]  # (1, V)
        k = temperature_random_sampling(y, self.temperature)  # (1,)
        return text_from_ids(k, self.vocab).numpy().decode(), states

    def generate_n_chars(self, num_chars, prefix):
        if not prefix:
            raise ValueError("the prefix is empty: give it a character")
        if num_chars == 0:
            return prefix
        # the prefix once, then only the newest character
        c, s = self.generate_one_step(prefix)
        out = prefix + c
        for _ in range(num_chars - 1):
            c, s = self.generate_one_step(c, s)
            out += c
        return out


# %% right: student 9
class GenerativeModel:
    """Write text with a GRULM.

    model: a GRULM; vocab: its vocabulary, a list of symbols
    temperature: 0 for the likeliest character, 1 for fair draws
    """

    def __init__(self, model, vocab, temperature=1.0):
        self.model = model
        self.vocab = vocab
        self.temperature = temperature

    def _encode(self, piece):
        """str -> (1, time)"""
        numbers = line_to_tensor(piece, self.vocab)
        return tf.reshape(numbers, (1, -1))

    def _decode(self, number):
        """scalar -> str"""
        as_bytes = text_from_ids(tf.reshape(number, (1,)), self.vocab)
        return as_bytes.numpy().decode("utf-8")

    def generate_one_step(self, inputs, states=None):
        """Read a piece of text and draw what comes next.

        inputs: str, one character or more
        states: what the model returned as state, or None to begin

        Returns the next character (str) and the new state.
        """
        predictions, states = self.model(
            self._encode(inputs), states=states, return_state=True
        )
        last_prediction = predictions[0, -1, :]
        number = temperature_random_sampling(last_prediction, self.temperature)
        return self._decode(number), states

    def generate_n_chars(self, num_chars, prefix):
        """Return the prefix and num_chars characters that continue it."""
        if not prefix:
            raise ValueError("the prefix is empty: give it a character")
        written = prefix
        states = None
        next_char = None
        for step in range(num_chars):
            if step == 0:
                next_char, states = self.generate_one_step(prefix)
            else:
                next_char, states = self.generate_one_step(
                    next_char, states=states
                )
            written += next_char
        return written


# %% right: student 10
class GenerativeModel:
    """Write text with a GRULM."""

    def __init__(self, model, vocab, temperature=1.0):
        self.model = model
        self.vocab = vocab
        self.temperature = temperature

    def generate_one_step(self, inputs: str, states=None):
        """Return the next character (str) and the new state."""
        ids = line_to_tensor(inputs, self.vocab)[tf.newaxis, :]
        output = self.model(
            inputs=ids, states=states, return_state=True, training=False
        )
        log_probs, state = output[0], output[1]
        last = tf.squeeze(log_probs[:, -1:, :], axis=[0, 1])
        index = temperature_random_sampling(last, self.temperature).numpy()
        char = str(self.vocab[index])
        return char, state

    def generate_n_chars(self, num_chars: int, prefix: str) -> str:
        """Return the prefix and num_chars characters that continue it."""
        if not prefix:
            raise ValueError("the prefix is empty: give it a character")
        from itertools import islice

        def stream():
            piece, states = prefix, None
            while True:
                piece, states = self.generate_one_step(piece, states)
                yield piece

        return prefix + "".join(islice(stream(), num_chars))


# %% right: student 11
class GenerativeModel:
    """Write text with a GRULM.

    model: a GRULM; vocab: its vocabulary, a list of symbols
    temperature: 0 for the likeliest character, 1 for fair draws
    """

    def __init__(self, model, vocab, temperature=1.0):
        self.model = model
        self.vocab = vocab
        self.temperature = temperature

    def generate_one_step(self, inputs, states=None):
        """Read a piece of text and draw what comes next.

        inputs: str, one character or more
        states: what the model returned as state, or None to begin

        Returns the next character (str) and the new state.
        """
        # a list with one row is a batch of one
        input_ids = tf.stack([line_to_tensor(inputs, self.vocab)])

        all_log_probs, new_states = self.model(
            input_ids, states=states, return_state=True
        )

        # Draw at every place, keep what was drawn at the last one.
        drawn_ids = temperature_random_sampling(all_log_probs, self.temperature)
        last_id = drawn_ids[0, -1:]

        next_char = text_from_ids(last_id, self.vocab)
        next_char = next_char.numpy()
        next_char = next_char.decode("utf-8")
        return next_char, new_states

    def generate_n_chars(self, num_chars, prefix):
        """Return the prefix and num_chars characters that continue it."""
        if not prefix:
            raise ValueError("the prefix is empty: give it a character")
        states = None
        current = prefix
        continuation = ""
        remaining = num_chars
        while remaining > 0:
            next_char, states = self.generate_one_step(current, states)
            continuation = continuation + next_char
            current = next_char
            remaining = remaining - 1
        return f"{prefix}{continuation}"
