"""What a criterion sees of an answer, and what is sent for it."""

import json
import textwrap
from contextlib import suppress
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from course.judging.remote_answer import Answer, local_answer
from utils.checking import AnswerError, LimitReached, repeated
from utils.tensors import is_tensor


def answer_of(source: str) -> Answer:
    names: dict = {}
    exec("import numpy as np\n" + textwrap.dedent(source), names)
    return local_answer(names)


ECHO = "def echo(x): return x"
INTEGERS = st.integers(-(2**64) + 1, 2**64 - 1)
PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | INTEGERS
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary()
    | hnp.arrays(
        st.sampled_from(["f8", "f4", "i8", "i4", "?", "U3"]), hnp.array_shapes()
    ),
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(st.text() | INTEGERS, inner)
    ),
    max_leaves=20,
)


def same(a: object, b: object) -> bool:
    if isinstance(a, np.ndarray):
        return (
            isinstance(b, np.ndarray)
            and a.dtype == b.dtype
            and a.shape == b.shape
            and np.array_equal(a, b, equal_nan=a.dtype.kind == "f")
        )
    if isinstance(a, list | tuple):
        return type(a) is type(b) and len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    return type(a) is type(b) and a == b


@given(PLAIN)
def test_plain_data_survives_the_way_there_and_back(value):
    assert same(answer_of(ECHO).echo(value), value)


def test_numpy_scalars_keep_their_type():
    echoed = answer_of(ECHO).echo(np.float32(1.5))
    assert isinstance(echoed, np.float32)
    assert echoed == 1.5


def test_a_change_in_place_is_seen_in_the_argument():
    answer = answer_of(
        """
        def change(parameters, seen):
            parameters["W"] += 1
            parameters["b"] = np.zeros(2)
            seen.append("x")
        """
    )
    weights = np.ones((2, 2))
    parameters, seen = {"W": weights, "b": np.ones(2)}, []
    answer.change(parameters, seen)
    assert np.array_equal(weights, np.full((2, 2), 2.0))
    assert np.array_equal(parameters["b"], np.zeros(2))
    assert seen == ["x"]


def test_changes_are_seen_on_both_sides_whenever_one_calls_the_other():
    answer = answer_of("""
        def use(ask, texts, values, rng):
            seen = []
            for text in "xyyx":
                texts[0], values[0] = text, ord(text)
                ask(rng.random())
                seen += [texts[1], values[1].item()]
            return seen
    """)
    texts, values, rng = ["", ""], np.zeros(2), np.random.default_rng(0)
    here: list[object] = []

    def ask(drawn: float) -> None:
        here.extend([texts[0], chr(int(values[0])), drawn, rng.random()])
        texts[1] += "Y" if texts[0] == "y" else ""
        values[1] = values[0] + 1

    there = answer.use(ask, texts, values, rng)
    assert there == ["", 121.0, "Y", 122.0, "YY", 122.0, "YY", 121.0]
    draws = iter(np.random.default_rng(0).random(8).tolist())
    assert here == [seen for x in "xyyx" for seen in (x, x, next(draws), next(draws))]


def test_an_argument_that_is_returned_is_the_same_object():
    argument = {"W": np.ones(3)}
    returned = answer_of(ECHO).echo(argument)
    assert returned is argument


def test_an_array_of_the_argument_in_a_new_dictionary_is_the_same_array():
    argument = {"W": np.ones(3)}
    returned = answer_of("def wrap(x): return {'W': x['W'][:]}").wrap(argument)
    assert returned is not argument
    assert returned["W"] is argument["W"]


def test_what_a_later_call_does_to_an_earlier_result_is_seen():
    result = []
    answer = local_answer({"f": lambda x: result.append(x) or result})
    first, second = answer.in_turn("f", (1,), (2,))
    assert first is second and first == [1, 2]


def test_a_repeated_call_is_one_message():
    answer = answer_of("def count(seen): seen.append(len(seen)); return len(seen)")
    seen = []
    assert repeated(answer.count, 4, seen) == [1, 2, 3, 4]
    assert seen == [0, 1, 2, 3]


def test_a_copy_is_another_array():
    argument = np.ones(3)
    assert answer_of("def copy(x): return x.copy()").copy(argument) is not argument


def test_what_contains_itself_cannot_be_read():
    answer = answer_of("def f():\n    a = []\n    a.append(a)\n    return a")
    with pytest.raises(AnswerError, match="cannot be read"):
        answer.f()


def test_what_is_small_only_because_it_is_shared_is_too_much():
    source = """
        def f(levels):
            a = [1.0, 1.0]
            for _ in range(levels): a = [a, a]
            return a
    """
    assert np.shape(answer_of(source).f(5)) == (2,) * 6
    with pytest.raises(LimitReached, match="too much data"):
        answer_of(source).f(60)


def test_our_functions_are_not_given_too_much_either():
    source = """
        import numpy as np
        def f():
            large = np.zeros(2**20)
            return g({name: large for name in range(100)})
    """
    answer, called = answer_of(source), []
    with answer.replaced("g", called.append), pytest.raises(LimitReached):
        answer.f()
    assert called == []


def test_several_calls_have_as_many_results():
    answer = answer_of("def f(x): return x")
    answer._client._channel._guest._do_calls = lambda message: [1]
    with pytest.raises(AnswerError, match="broke the connection"):
        answer.in_turn("f", (1,), (2,))


def test_a_function_can_be_bound_to_arguments_for_others_to_call():
    answer = answer_of("def f(x, y): return x - y\ndef call(g): return g(1)")
    assert answer.call(answer.bound("f", 5)) == 4


DRAW = """
    def draw(rng):
        return [rng.random(), rng.integers(100), rng.normal(), rng.choice(list("abc"))]
    """


def test_a_generator_of_numbers_draws_there_what_it_would_draw_here():
    theirs, ours = (np.random.default_rng(7) for _ in range(2))
    names: dict = {}
    exec(textwrap.dedent(DRAW), names)
    assert answer_of(DRAW).draw(theirs) == names["draw"](ours)


def test_a_generator_of_numbers_goes_on_here_where_it_ended_there():
    theirs, ours = (np.random.default_rng(7) for _ in range(2))
    answer_of("def draw(rng): return rng.random(3)").draw(theirs)
    ours.random(3)
    assert theirs.random() == ours.random()


def test_a_generator_of_numbers_comes_back_as_itself():
    rng = np.random.default_rng(7)
    assert answer_of(ECHO).echo(rng) is rng


def test_a_new_generator_of_numbers_comes_back_with_its_state():
    made = answer_of("def make(): return np.random.default_rng(7)").make()
    assert made.random() == np.random.default_rng(7).random()


def test_an_error_of_the_answer_names_itself():
    with pytest.raises(AnswerError, match="ValueError: too short"):
        answer_of("def f(): raise ValueError('too short')").f()


def test_a_missing_name_is_an_error_of_the_answer():
    with pytest.raises(AnswerError) as told:
        answer_of(ECHO).g()
    assert str(told.value) == "g is not defined: your answer has to have this name"


def test_a_system_exit_is_an_error_of_the_answer():
    with pytest.raises(AnswerError, match="SystemExit"):
        answer_of("def f(): raise SystemExit(0)").f()


def test_prints_come_back_bounded():
    answer = answer_of("def f(): print('a' * 10**6)")
    answer.f()
    assert 1 <= len(answer.printed()) <= 10_000


def test_an_object_stays_behind_a_handle_that_can_be_used():
    answer = answer_of(
        """
        class Model:
            def __init__(self, k): self.k = k
            def __call__(self, x): return x * self.k
            def grown(self, by): return Model(self.k + by)
        """
    )
    model = answer.Model(3)
    assert model(2) == 6
    assert model.k == 3
    assert model.grown(1)(2) == 8


def test_an_object_with_any_attribute_is_asked_for_none_on_its_way():
    answer = answer_of("""
        class Settings:
            def __init__(self): self.asked = []
            def __getattr__(self, name):
                self.asked.append(name)
                raise KeyError(name)
        def make(): return Settings()
        def asked(made): return made.asked
    """)
    assert answer.asked(answer.make()) == []


def test_a_handle_can_be_handed_back():
    answer = answer_of(
        """
        class Model:
            pass
        def is_model(thing): return isinstance(thing, Model)
        """
    )
    assert answer.is_model(answer.Model())


def test_a_function_and_an_attribute_of_the_answer_can_be_handed_back():
    answer = answer_of(
        """
        class Layers: pass
        class Model: layers = Layers()
        def is_layers(thing): return thing is Model.layers
        def apply(function, x): return function(x)
        def double(x): return 2 * x
        """
    )
    assert answer.is_layers(answer.Model().layers)
    assert answer.apply(answer.double, 3) == 6


def test_a_generator_is_iterated_where_it_lives():
    assert list(answer_of("def f(): yield from (1, 2)").f()) == [1, 2]


class TestDataset:
    """Iterators of tf.data are known by the module of their class; this is a fake."""

    source = """
        taken = []
        class Items:
            __module__ = "tensorflow.python.data.ops.iterator_ops"
            def __init__(self, count, bad=-1):
                self.left, self.bad = iter(range(count)), bad
            def __iter__(self): return self
            def __next__(self):
                item = next(self.left)
                taken.append(item)
                if item == self.bad: raise ValueError("no item")
                return np.float32(item)
        def generated(count):
            for item in range(count):
                taken.append(item)
                yield item
        def dataset(*given): return Items(*given)
        def seen(): return len(taken)
        """

    def test_its_items_come_several_at_a_time_and_in_order(self):
        answer = answer_of(self.source)
        with patch("course.judging.guest._bytes_of", lambda item: 4):
            items = iter(answer.dataset(100))
            assert next(items) == 0 and answer.seen() > 1
            assert [*items] == [*range(1, 100)]

    def test_not_so_many_that_they_are_big(self):
        answer = answer_of(self.source)
        with patch("course.judging.guest._bytes_of", lambda item: 2**19):
            next(iter(answer.dataset(100)))
        assert answer.seen() == 2

    def test_an_error_comes_after_the_items_before_it(self):
        items = iter(answer_of(self.source).dataset(100, 3))
        with patch("course.judging.guest._bytes_of", lambda item: 4):
            assert [next(items) for _ in range(3)] == [0, 1, 2]
            with pytest.raises(AnswerError, match="no item"):
                next(items)

    def test_a_generator_runs_no_further_than_it_is_read(self):
        answer = answer_of(self.source)
        assert next(iter(answer.generated(100))) == 0
        assert answer.seen() == 1


class TestReplaced:
    source = """
        def optimize(x): return "theirs"
        def model(n):
            state = np.zeros(2)
            return [optimize(state) for _ in range(n)], state
        """

    def test_our_function_is_called_with_one_and_the_same_object(self):
        answer, seen = answer_of(self.source), []

        def ours(state):
            state += 1
            seen.append(state)
            return len(seen)

        with answer.replaced("optimize", ours):
            results, state = answer.model(3)
        assert results == [1, 2, 3]
        assert seen[0] is seen[2]
        assert np.array_equal(state, [3, 3])

    def test_the_notebooks_own_function_is_back_afterwards(self):
        answer = answer_of(self.source)
        with answer.replaced("optimize", lambda state: 0):
            pass
        assert answer.model(1)[0] == ["theirs"]

    def test_and_before_anything_else_runs_there(self):
        names = {"f": (theirs := object())}
        answer = local_answer(names)
        with answer.replaced("f", lambda: 0), suppress(AnswerError):
            answer.no_such_name()
        answer.settle()
        assert names["f"] is theirs

    def test_replacing_it_costs_no_message_of_its_own(self):
        answer = answer_of("def g(): return 1\ndef f(): return g()")
        channel = answer._client._channel
        with patch.object(channel, "converse", wraps=channel.converse) as converse:
            for wanted in (2, 3):
                with answer.replaced("g", lambda wanted=wanted: wanted):
                    assert answer.f() == wanted
            assert answer.f() == 1
        assert converse.call_count == 3

    def test_and_back_only_once(self):
        answer = answer_of(self.source)
        ours = answer.replaced("optimize", lambda state: 0)
        with ours, answer.replaced("optimize", lambda state: 1):
            pass
        assert answer.model(1)[0] == ["theirs"]

    @pytest.mark.parametrize(
        "made",
        ["deque([None, 1, 2])", "np.array([None, 1, 2])", "Own([None, 1, 2])"],
    )
    def test_our_function_can_read_any_sequence(self, made):
        source = f"""
            from collections import UserList as Own, deque
            def f(): return g({made}), g(x={made})
        """
        answer = answer_of(source)
        with answer.replaced("g", lambda x: list(x)):
            assert answer.f() == ([None, 1, 2], [None, 1, 2])

    def test_a_failed_assertion_in_our_function_ends_the_call(self):
        answer = answer_of(self.source)

        def ours(state):
            raise AssertionError("a wrong call")

        with (
            answer.replaced("optimize", ours),
            pytest.raises(AssertionError, match="a wrong call"),
        ):
            answer.model(1)

    def test_an_answer_that_swallows_the_failure_does_not_hide_it(self):
        answer = answer_of(
            """
            def f():
                try: g()
                except BaseException: pass
            """
        )

        def ours():
            raise AssertionError("a wrong call")

        with (
            answer.replaced("g", ours),
            pytest.raises(AssertionError, match="a wrong call"),
        ):
            answer.f()


class Forged:
    """A channel whose other end sends any reply."""

    def __init__(self, reply: str) -> None:
        self.reply = reply

    def converse(self, request, answer_question):
        return self.reply


def ok(value: object, **objects: object) -> str:
    numbered = {key[1:]: content for key, content in objects.items()}
    return json.dumps({"status": "ok", "value": value, "objects": numbered})


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "[]",
        "{}",
        "[" * 100_000,
        '{"status": "ok"}',
        '{"status": "ok", "value": ["ref", 7], "objects": {}}',
        '{"status": "ok", "value": ' + "9" * 5000 + ', "objects": {}}',
        ok(["scalar", "|O8", "AAAAAAAAAAA="]),
        ok(["ref", 1], _1=["array", "<f8", [10**12], ""]),
        ok(["ref", 1], _1=["array", "<f8", [-1], "AAAA"]),
        ok(["ref", 1], _1=["array", "O", [1], "AAAAAAAAAAA="]),
        ok(["ref", 1], _1=["array", "<U1", [1], "ANgAAA=="]),  # half a character
        ok(["ref", 1], _1=["array", ">U1", [1], "AADYAA=="]),
        ok(["scalar", "<U1", "////fw=="]),
        ok(["ref", 1], _1=["pickle", "gASVAAAA"]),
        ok(["ref", 1], _1=["generator", 7]),
        ok(["ref", 1], _1=["generator", {"bit_generator": "MT19937", "state": {}}]),
        ok(["ref", 1], _1=["generator", {"bit_generator": "PCG64", "state": {}}]),
        ok(["ref", 1], _1=["dict", [[["ref", 1], 1]]]),
        ok(["function", 99]),
        ok(["handle", "x", "y"]),
        ok([]),
        ok([[]]),
        ok({"a": 1}),
    ],
)
def test_a_malformed_reply_is_an_error_of_the_answer(reply):
    with pytest.raises(AnswerError):
        Answer(Forged(reply)).f({"W": np.ones(2)})


@pytest.mark.parametrize(
    "reply", ["", "[]", '{"status": "end"}', '{"status": "ok", "value": ["ref", 7]}']
)
def test_what_is_said_when_nothing_was_asked_does_not_matter(reply):
    answer = Answer(Forged(reply))
    with answer.replaced("g", lambda: 0):
        pass
    answer.settle()


@pytest.mark.parametrize("spent", ["1" + "0" * 400, "NaN", "-1e999", '"much"', "1e999"])
def test_whatever_it_says_of_its_time_is_no_error_of_ours(spent):
    reply = '{"status": "ok", "value": 7, "objects": {}, "spent": %s}'
    answer = Answer(Forged(reply % spent))
    with answer.within(5):
        assert answer.f() == 7


def test_a_reply_of_too_many_characters_is_a_limit(monkeypatch):
    monkeypatch.setattr("course.judging.replies.MAX_REPLY", 10)
    with pytest.raises(LimitReached):
        Answer(Forged(ok("a" * 10))).f()


def test_a_function_that_was_passed_to_one_call_cannot_be_called_in_another():
    answer = answer_of(
        """
        kept = []
        def first(f): kept.append(f)
        def second(): return kept[0]()
        """
    )
    answer.first(lambda: "ours")
    with pytest.raises(AnswerError, match="no longer lent"):
        answer.second()


def test_an_object_may_call_a_function_that_it_was_made_of_until_the_next_criterion():
    answer = answer_of(
        """
        class Keeper:
            def __init__(self, f): self.f = f
            def call(self): return self.f()
        """
    )
    keeper = answer.Keeper(lambda: "ours")
    assert keeper.call() == keeper.call() == "ours"
    answer.begin()
    with pytest.raises(AnswerError, match="no longer lent"):
        keeper.call()


def test_a_number_that_becomes_a_bool_in_place_is_a_change():
    argument = [1]
    answer_of("def f(x): x[0] = True").f(argument)
    assert argument[0] is True


def forged(value, objects=None):
    """Return an answer whose `f` returns the value in a reply."""
    reply = {"status": "ok", "value": value, "objects": objects or {}}
    return Answer(Forged(json.dumps({**reply, "printed": ""})))


PERIOD = 2**61 - 1  # of the hashes of integers
COLLIDING = {
    "integers": [5 + n * PERIOD for n in range(100)],
    "complex": [["complex", 7.0 - 1000003 * n, float(n)] for n in range(100)],
}


class TestBounds:
    @pytest.mark.parametrize("keys", COLLIDING.values(), ids=COLLIDING)
    @pytest.mark.parametrize("kind", ["dict", "set", "list"])
    def test_keys_that_collide_cannot_be_read(self, keys, kind):
        items = [[key, 1] for key in keys] if kind == "dict" else keys
        with pytest.raises(AnswerError, match="cannot be read"):
            forged(["ref", 1], {"1": [kind, items]}).f()

    def test_equal_things_in_a_list_do_not_collide(self):
        pairs = [["tuple", [1, 2]]] * 100
        assert forged(["ref", 1], {"1": ["list", pairs]}).f() == [(1, 2)] * 100

    @pytest.mark.parametrize("number", [2**64, -(2**80)])
    def test_an_integer_that_is_too_long_cannot_be_read(self, number):
        with pytest.raises(AnswerError, match="cannot be read"):
            forged(number).f()

    @pytest.mark.parametrize(
        "dtype", ["<f8,<i4", "<f4,O", "|V8", "<M8[s]", "<U999999", "(2,)f8", "<2f8"]
    )
    def test_types_that_are_not_plain_cannot_be_read(self, dtype):
        with pytest.raises(AnswerError, match="cannot be read"):
            forged(["ref", 1], {"1": ["array", dtype, [0], ""]}).f()

    @pytest.mark.parametrize("shape", [3, [-1], [True], [1.0], [[1]], [1] * 40, "1"])
    def test_shapes_are_lengths(self, shape):
        with pytest.raises(AnswerError, match="cannot be read"):
            forged(["ref", 1], {"1": ["array", "<f8", shape, "AAAAAAAAAAA="]}).f()

    def test_a_structured_array_stays_where_it_is(self):
        answer = answer_of("def f(): return np.zeros(2, [('a', 'f8'), ('b', 'i4')])")
        assert not isinstance(answer.f(), np.ndarray)

    def test_one_long_text_among_many_is_too_much(self):
        answer = answer_of("def f(): return ['x' * 10**6] + ['y'] * 1000")
        with pytest.raises(LimitReached, match="too much data"):
            answer.f()

    def test_an_array_that_is_small_only_by_its_strides_is_too_much(self):
        answer = answer_of("def f(): return np.broadcast_to(np.ones(1), (10**9,))")
        with pytest.raises((AnswerError, LimitReached)):
            answer.f()

    def test_what_is_given_in_parts_is_counted_until_the_next_criterion(self):
        answer = answer_of("def f(): return 'x' * 10_000")
        with patch("course.judging.rpc_client.MAX_RECEIVED", 25_000):
            answer.f(), answer.f()
            with pytest.raises(LimitReached, match="too much data"):
                answer.f()
            answer.begin()
            assert len(answer.f()) == 10_000

    def test_a_message_of_too_many_parts_is_not_read(self):
        small = patch("course.judging.replies.MAX_PARTS", 100)
        with small, pytest.raises(LimitReached):
            forged(["ref", 1], {"1": ["list", [0] * 101]}).f()


class TestTensors:
    @pytest.mark.parametrize(
        "claim",
        [
            "is_tensor_elsewhere = True",
            "__module__ = 'tensorflow.python.framework.ops'",
            "__module__, __qualname__ = 'keras.src.backend', 'Variable'",
            "__class__ = property(lambda self: type)",
        ],
    )
    def test_what_a_class_says_of_itself_makes_no_tensor(self, claim):
        answer = answer_of(f"""
            class EagerTensor(np.ndarray):
                {claim}
            def f(): return np.ones(2).view(EagerTensor)
            """)
        assert not is_tensor(answer.f())

    def test_a_tensor_of_ours_is_one(self):
        answer = answer_of(
            "from utils.tensors import tensor\ndef f(): return tensor(1)"
        )
        assert is_tensor(answer.f())
