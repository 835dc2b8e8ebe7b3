def drawn(answer: Any, case: SampleCase) -> list[int]:
    """The indices that the answer draws, as plain integers."""
    indices = answer.sample(case.parameters, case.char_to_ix, case.seed)
    return [int(index) for index in indices]


@checks.criterion(
    "the first character comes from a zero input and a zero state",
    points=2,
    hint="before the first step both x and a_prev are vectors of zeros, and the first "
    "draw uses the seed that was passed",
)
def starts_at_zero(answer: Any, rng: Generator) -> None:
    for _ in range(6):
        case = sample_case(rng, zero=("b", "by"))
        assert drawn(answer, case)[0] == case.expected[0]


@checks.criterion(
    "both biases are used",
    points=2,
    hint="b belongs into the hidden state and by into the scores of the characters",
)
def biases_are_used(answer: Any, rng: Generator) -> None:
    for _ in range(2):
        case = sample_case(rng, zero=("Wax", "Waa"))
        assert drawn(answer, case) == case.expected


@checks.criterion(
    "every step draws with its own seed",
    points=2,
    hint="before each draw the generator is seeded with counter + seed, and after it "
    "both counter and seed have grown by one",
)
def seeds_advance(answer: Any, rng: Generator) -> None:
    for _ in range(2):
        case = sample_case(rng, zero=("Wax", "Waa", "Wya", "b", "by"))
        assert drawn(answer, case) == case.expected


@checks.criterion(
    "the hidden state is carried from step to step",
    points=3,
    hint="a step must start from the hidden state of the step before: every step here "
    "starts from the same state",
)
def state_is_carried(answer: Any, rng: Generator) -> None:
    for _ in range(2):
        case = sample_case(rng, zero=("Wax", "by"))
        assert drawn(answer, case) == case.expected


@checks.criterion(
    "the next input is the one-hot vector of the character just drawn",
    points=3,
    hint="x holds a single 1, at the last index that was drawn: start from zeros again "
    "in every step",
)
def input_is_one_hot(answer: Any, rng: Generator) -> None:
    for _ in range(2):
        case = sample_case(rng, zero=("Waa", "b", "by"))
        assert drawn(answer, case) == case.expected


@checks.criterion(
    "whole names are those that the distributions and the seeds give",
    points=3,
    hint="an index is drawn at random, with the probabilities softmax(Wya a + by) of "
    "its own step, where a = tanh(Wax x + Waa a_prev + b)",
)
def names_match(answer: Any, rng: Generator) -> None:
    for _ in range(4):
        case = sample_case(rng)
        assert drawn(answer, case) == case.expected


@checks.criterion(
    "a name without an end is cut at 50 characters and closed by a newline",
    points=2,
    hint="when the counter reaches 50 the loop stops, and a newline is appended: 51 "
    "indices in all",
)
def cap_is_closed(answer: Any, rng: Generator) -> None:
    for _ in range(2):
        case = endless_case(rng)
        indices = drawn(answer, case)
        assert len(set(indices[:-1])) > 1  # something was drawn at all
        assert case.newline not in indices[:-1]
        assert len(indices) == len(case.expected)
        assert indices[-1] == case.newline


@checks.criterion(
    "a name that ends by itself holds its newline once",
    points=1,
    hint="the newline that was drawn is part of the result, and ends it: append "
    "another one only when the 50 characters are used up",
)
def newline_only_once(answer: Any, rng: Generator) -> None:
    for _ in range(2):
        case = sample_case(rng, zero=("Wax", "Waa", "Wya", "b", "by"))
        indices = drawn(answer, case)
        assert indices[0] == case.expected[0]
        assert indices.index(case.newline) == len(indices) - 1


@checks.criterion(
    "another vocabulary and another hidden size work as well",
    points=1,
    hint="sizes come from the shapes of the parameters, and the index of the newline "
    "from char_to_ix, whose order means nothing",
)
def other_sizes(answer: Any, rng: Generator) -> None:
    for _ in range(3):
        case = other_vocabulary_case(rng)
        assert drawn(answer, case) == case.expected


@checks.criterion(
    "the parameters stay as they were",
    points=1,
    hint="sampling only reads the parameters: one of them was changed",
)
def parameters_are_only_read(answer: Any, rng: Generator) -> None:
    for _ in range(2):
        case = sample_case(rng, zero=("b", "by"))
        before = copied(case.parameters)
        assert drawn(answer, case)[0] == case.expected[0]
        assert case.parameters.keys() == before.keys()
        for name, value in before.items():
            assert np.array_equal(case.parameters[name], value)
