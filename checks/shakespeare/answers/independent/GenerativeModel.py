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
