"""Tables of known mistakes are true, complete and up to date."""

import itertools
import json

import pytest
import told_first
from other_forms import FORMS, Form

from course.selftest import diagnoses, mutants, zoo
from utils.diagnosis import SECONDS, behaviour, inputs_of, table

MOST_UNNAMED = 0.15  # of all wrong answers
MOST_UNTRUE = 0.01  # of first sentences for two mistakes in one answer
TENSORFLOW = {"playwright"}
LESSONS = {lesson.name: lesson for lesson in diagnoses.lessons()}
NUMPY = [name for name in LESSONS if name in ("dinosaurs", "simpsons")]


def marked(name: str):
    marks = () if name in NUMPY else pytest.mark.slow
    return pytest.param(name, marks=marks, id=name)


def wrong_answers(lesson: str) -> list[zoo.Specimen]:
    """Return the wrong answers to all exercises with diagnostic inputs."""
    return [
        answer
        for answer in zoo.specimens(LESSONS[lesson])
        if not answer.right and inputs_of(lesson, answer.exercise)
    ]


def told(lesson: str, exercise: str, source: str) -> str:
    return told_first.sentence(LESSONS[lesson], exercise, source)


def written(form: Form) -> tuple[str, str, str]:
    """Return lesson, exercise and source of an answer in another form."""
    lesson, exercise = form.exercise.split(".")
    right = [a for a in zoo.specimens(LESSONS[lesson]) if a.exercise == exercise]
    [source] = [a.source for a in right if a.title == form.of]
    for old, new in form.changes:
        assert old in source, old
        source = source.replace(old, new)
    return lesson, exercise, source


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_table_is_made_from_what_there_is_now(lesson):
    assert diagnoses.is_current(LESSONS[lesson]), "run make release"


def test_a_changed_answer_makes_its_table_stale(tmp_path, monkeypatch):
    stored = json.loads(table.place("dinosaurs").read_text(encoding="utf-8"))
    (tmp_path / "dinosaurs.json").write_text(json.dumps({**stored, "made_from": "0"}))
    monkeypatch.setattr(table, "TABLES", tmp_path)
    assert not diagnoses.is_current(LESSONS["dinosaurs"])


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_wrong_answer_has_a_sentence_or_a_reason(lesson):
    assert not [a for a in wrong_answers(lesson) if bool(a.say) == bool(a.unnamed)]


def test_few_are_unnamed():
    wrong = [answer for lesson in LESSONS for answer in wrong_answers(lesson)]
    unnamed = [answer for answer in wrong if answer.unnamed]
    assert len(unnamed) <= MOST_UNNAMED * len(wrong)


@pytest.mark.parametrize("lesson", LESSONS)
def test_sentences_are_short_and_whole(lesson):
    for answer in wrong_answers(lesson):
        if answer.say:
            assert len(answer.say) <= 180, answer
            assert answer.say.endswith("."), answer


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_exercise_has_three_inputs(lesson):
    for exercise in {answer.exercise for answer in wrong_answers(lesson)}:
        assert len(inputs_of(lesson, exercise).probes) >= 3, exercise


def test_a_table_holds_sentences_and_digests_only():
    for lesson in LESSONS:
        stored = json.loads(table.place(lesson).read_text(encoding="utf-8"))
        for known in stored["exercises"].values():
            for line in itertools.chain(*known.values()):
                digests = line.translate(table.NO_MARKS).split()
                assert all(len(digest) == behaviour.DIGITS for digest in digests)


@pytest.fixture
def stale_clip(tmp_path, monkeypatch):
    """A copy of lesson 1's table, in which `clip` was made from something else."""
    stored = json.loads(table.place("dinosaurs").read_text(encoding="utf-8"))
    stored["made_from"] = {
        **diagnoses.made_from(LESSONS["dinosaurs"]),
        "clip": "something else",
    }
    stored["exercises"]["clip"] = {"An old sentence.": ["0123456789"]}
    monkeypatch.setattr(table, "TABLES", tmp_path)
    monkeypatch.setattr(diagnoses, "lessons", lambda: [LESSONS["dinosaurs"]])
    diagnoses.write(LESSONS["dinosaurs"], stored)
    return table.place("dinosaurs")


def unseen(lesson, only=None):
    """Return what is left of a diagnosis that saw nothing of any answer."""
    answers = wrong_answers("dinosaurs")
    return [diagnoses.Diagnosed(a, None) for a in answers if a.exercise == only]


def test_an_exercise_that_cannot_be_built_keeps_its_table(
    stale_clip, monkeypatch, capsys
):
    before = json.loads(stale_clip.read_text(encoding="utf-8"))
    monkeypatch.setattr(diagnoses, "diagnose", unseen)
    assert diagnoses.main(only_check=False) == 1
    assert json.loads(stale_clip.read_text(encoding="utf-8")) == before
    told = capsys.readouterr().out
    assert "has a sentence, but nothing can be seen of it" in told
    assert "clip: its old table is kept" in told
    assert "run python -m course.selftest.diagnoses" in told


def test_only_the_lessons_that_are_named_are_looked_at(monkeypatch, capsys):
    monkeypatch.setattr(diagnoses, "is_current", lambda lesson: False)
    assert diagnoses.main(True, ["03-nietzsche", "own_text"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert len(told) == 2
    assert "nietzsche.json has drifted" in told[0]
    assert "own_text.json has drifted" in told[1]


def test_building_gives_each_answer_much_more_time_than_a_student_has(monkeypatch):
    allowed = []
    real = diagnoses.local_answer

    def local_answer(names):
        answer = real(names)
        within = answer.within
        monkeypatch.setattr(
            answer, "within", lambda seconds: allowed.append(seconds) or within(seconds)
        )
        return answer

    monkeypatch.setattr(diagnoses, "local_answer", local_answer)
    diagnoses.diagnose(LESSONS["dinosaurs"], only="clip_by_norm")
    assert min(allowed) >= 100 * SECONDS


@pytest.mark.filterwarnings("ignore")
def test_an_exercise_rebuilt_is_as_it_stands_in_the_table():
    diagnosed = diagnoses.diagnose(LESSONS["dinosaurs"], only="clip")
    assert diagnoses.problems(diagnosed) == []
    stored = json.loads(table.place("dinosaurs").read_text(encoding="utf-8"))
    assert diagnoses.as_table(diagnosed)["clip"] == stored["exercises"]["clip"]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("lesson", LESSONS)
def test_a_table_rebuilt_is_as_it_stands(lesson):
    diagnosed = diagnoses.diagnose(LESSONS[lesson])
    assert diagnoses.problems(diagnosed) == []
    stored = json.loads(table.place(lesson).read_text(encoding="utf-8"))
    assert diagnoses.as_table(diagnosed) == stored["exercises"]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "form",
    [
        pytest.param(
            form,
            id=f"{form.exercise}: {form.title}",
            marks=() if form.exercise.split(".")[0] in NUMPY else pytest.mark.slow,
        )
        for form in FORMS
    ],
)
def test_a_mistake_in_another_form_is_told_the_same(form):
    lesson, exercise, source = written(form)
    answers = [a for a in wrong_answers(lesson) if a.exercise == exercise]
    [known] = [a for a in answers if a.title == form.title]
    assert told(lesson, exercise, source) == known.say


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("lesson", LESSONS)
def test_of_two_mistakes_one_is_told_or_none(lesson):
    exercises = {answer.exercise for answer in wrong_answers(lesson)}
    every = (
        pair for name in exercises for pair in told_first.pairs(LESSONS[lesson], name)
    )
    some = list(itertools.islice(every, 0, None, 25))
    untrue = []
    for pair in some:
        sentence = told(lesson, pair.one.exercise, pair.source)
        if sentence and sentence not in (pair.one.say, pair.other.say):
            untrue.append(f"{pair}: {sentence}")
    assert len(untrue) <= MOST_UNTRUE * len(some), untrue


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("lesson", NUMPY)
def test_mutants_that_nothing_misses_are_told_nothing(lesson):
    for exercise in zoo.references(LESSONS[lesson]):
        for mutant in mutants.survivors(LESSONS[lesson], exercise):
            assert told(lesson, exercise, mutant.source) == "", mutant
