# ruff: noqa (answers are written as students write them, one after the other)

# %% right: logarithms of what is possible, np.random.choice
def sample(preds, temperature=1.0):
    preds = np.asarray(preds, dtype=np.float64)
    if temperature == 0:
        return int(np.argmax(preds))
    possible = np.flatnonzero(preds > 0)
    logs = np.log(preds[possible]) / temperature
    weights = np.exp(logs - np.max(logs))
    weights = weights / weights.sum()
    return int(np.random.choice(possible, p=weights))


# %% right: multinomial, warnings switched off where they arise
def sample(preds, temperature=1.0):
    preds = np.array(preds).astype("float64")
    if temperature < 1e-9:
        return np.argmax(preds)
    with np.errstate(divide="ignore"):
        logits = np.log(preds) / temperature
    logits -= logits.max()
    exp_preds = np.exp(logits)
    probas = np.random.multinomial(1, exp_preds / np.sum(exp_preds), 1)
    return np.argmax(probas)


# %% right: powers of the share of the greatest, inverted by hand
def sample(preds: np.ndarray, temperature: float = 1.0) -> int:
    """Draw."""
    p = np.asarray(preds, dtype=float)
    if not temperature:
        return int(p.argmax())
    powers = (p / p.max()) ** (1 / temperature)
    ladder = np.cumsum(powers)
    thrown = np.random.rand() * ladder[-1]
    print("thrown", thrown)
    return int(np.searchsorted(ladder, thrown, side="right"))


# %% right: Gumbel noise on the scaled logarithms
def sample(preds, temperature=1.0):
    p = np.asarray(preds, "float64")
    logs = np.full(p.shape, -np.inf)
    np.log(p, out=logs, where=p > 0)
    if temperature == 0:
        return int(np.argmax(logs))
    noise = np.random.gumbel(size=p.shape)
    return int(np.argmax(logs / temperature + noise))


# %% right: argmax for anything very cold, plain Python
import math
import random


def sample(preds, temperature=1.0):
    values = [float(p) for p in preds]
    best = max(range(len(values)), key=values.__getitem__)
    if temperature <= 1e-3:
        return best
    weights = [
        math.exp((math.log(p) - math.log(values[best])) / temperature) if p > 0 else 0.0
        for p in values
    ]
    rest = np.random.uniform(0, sum(weights))
    for index, weight in enumerate(weights):
        rest -= weight
        if weight and rest < 0:
            return index
    return best


# %% wrong: the temperature is ignored -> low_temperature
# say: The temperature changes nothing: the logarithms of preds are divided by it.
# - logs = np.log(preds[possible]) / temperature
# + logs = np.log(preds[possible])

# %% wrong: multiplied by the temperature -> low_temperature
# say: The temperature works the wrong way round: logarithms are divided by it, not
#     multiplied.
# - logs = np.log(preds[possible]) / temperature
# + logs = np.log(preds[possible]) * temperature

# %% wrong: the probabilities are divided, not their logarithms -> low_temperature
# say: The probabilities themselves are divided by the temperature and taken for
#     logarithms: divide np.log(preds).
# - logs = np.log(preds[possible]) / temperature
# + logs = preds[possible] / temperature

# %% wrong: the probabilities are divided and normalised again -> low_temperature
# say: The temperature changes nothing: the logarithms of preds are divided by it.
# - weights = np.exp(logs - np.max(logs))
# + weights = preds[possible] / temperature

# %% wrong: always the most probable -> low_temperature
# say: The most probable character is taken at every temperature: draw with the new
#     probabilities.
# - return int(np.random.choice(possible, p=weights))
# + return int(possible[np.argmax(weights)])

# %% wrong: drawn without the probabilities -> low_temperature
# say: All possible characters are drawn with equal chances: hand the probabilities to
#     np.random.choice, p=….
# - return int(np.random.choice(possible, p=weights))
# + return int(np.random.choice(possible))

# %% wrong: temperatures above 1 count as 1 -> high_temperature
# say: Temperatures above 1 change nothing: divide by the temperature, however high.
# - logs = np.log(preds[possible]) / temperature
# + logs = np.log(preds[possible]) / min(temperature, 1)

# %% wrong: the square of the temperature -> low_temperature
# say: The temperature counts twice (as its square): divide the logarithms by it once.
# - logs = np.log(preds[possible]) / temperature
# + logs = np.log(preds[possible]) / temperature**2

# %% wrong: temperature 0 is not thought of -> zero_is_argmax
# say: Temperature 0 is divided by: temperature 0 takes the most probable character, by
#     np.argmax, without any division.
# - if temperature == 0:
# - return int(np.argmax(preds))

# %% wrong: temperature 0 counts as no temperature -> zero_is_argmax
# say: At temperature 0 something else than the most probable character can be drawn: it
#     is a case of its own, the argmax of preds.
# - if temperature == 0:
# + if temperature == 0:
# +     temperature = 1.0
# + if temperature < 1e-5:

# %% wrong: at 0 the least probable -> zero_is_argmax
# say: At temperature 0 the least probable character is taken: np.argmax, not np.argmin.
# - return int(np.argmax(preds))
# + return int(np.argmin(preds))


# %% wrong: temperatures below 1 count as 1 -> low_temperature
# say: Temperatures below 1 change nothing: divide by the temperature, however low.
# - logs = np.log(preds[possible]) / temperature
# + logs = np.log(preds[possible]) / max(temperature, 1)


# %% wrong: plain powers on a ladder of sums -> tiny_is_safe
# say: Powers of small numbers become 0 at a low temperature: subtract the greatest
#     logarithm before np.exp.
def sample(preds, temperature=1.0):
    p = np.asarray(preds, dtype=float)
    if not temperature:
        return int(p.argmax())
    ladder = np.cumsum(p ** (1 / temperature))
    thrown = np.random.rand() * ladder[-1]
    return int(np.searchsorted(ladder, thrown, side="right"))


# %% wrong: a plain power -> tiny_is_safe
# say: Powers of small numbers become 0 at a low temperature: subtract the greatest
#     logarithm before np.exp.
def sample(preds, temperature=1.0):
    preds = np.asarray(preds, dtype=np.float64)
    if temperature == 0:
        return int(np.argmax(preds))
    with np.errstate(all="ignore"):
        weights = preds ** (1 / temperature)
        weights = weights / weights.sum()
    return int(np.random.choice(len(preds), p=weights))


# %% wrong: the greatest logarithm is not subtracted -> tiny_is_safe
# say: Powers of small numbers become 0 at a low temperature: subtract the greatest
#     logarithm before np.exp.
# - weights = np.exp(logs - np.max(logs))
# + weights = np.exp(logs)

# %% wrong: a little is added against zeros -> zeros_stay_zero
# say: Characters with probability 0 can be drawn: nothing is added to preds, and zeros
#     stay zero.
# - possible = np.flatnonzero(preds > 0)
# + preds = preds + 1e-7
# + possible = np.arange(len(preds))

# %% wrong: zeros become a smallest probability -> zeros_stay_zero
# say: Characters with probability 0 can be drawn: nothing is added to preds, and zeros
#     stay zero.
# - preds = np.asarray(preds, dtype=np.float64)
# + preds = np.clip(preds, 1e-12, None, dtype=np.float64)

# %% wrong: the logarithm of zero -> zeros_are_quiet
# unnamed: only its warnings are wrong; a criterion says so
# - possible = np.flatnonzero(preds > 0)
# + possible = np.arange(len(preds))

# %% wrong: the place among what is possible -> zeros_stay_zero
# say: The index counts only the possible characters: return their index in preds.
# - return int(np.random.choice(possible, p=weights))
# + return int(np.random.choice(len(possible), p=weights))

# %% wrong: a generator of its own -> generator_is_global
# unnamed: it draws rightly; the criterion on the generator says so
# - return int(np.random.choice(possible, p=weights))
# + return int(np.random.default_rng().choice(possible, p=weights))

# %% wrong: Python's generator -> generator_is_global
# unnamed: it draws rightly; the criterion on the generator says so
# - return int(np.random.choice(possible, p=weights))
# + import random
# + return random.choices(list(map(int, possible)), list(weights))[0]

# %% wrong: the generator is seeded in every call -> low_temperature
# say: Every call draws the same: do not seed the generator here.
# - return int(np.random.choice(possible, p=weights))
# + np.random.seed(0)
# + return int(np.random.choice(possible, p=weights))

# %% wrong: at temperature 1 the predictions as they are -> sum_may_be_off
# say: At temperature 1 the sum of preds may be a little off 1, and np.random.choice
#     refuses them: divide by the sum.
# - possible = np.flatnonzero(preds > 0)
# + if temperature == 1:
# +     return int(np.random.choice(len(preds), p=preds))
# + possible = np.flatnonzero(preds > 0)

# %% wrong: the predictions are sharpened in place -> preds_are_only_read
# say: The caller's preds are changed: preds **= … and the like work in place, so make a
#     new array.
# - logs = np.log(preds[possible]) / temperature
# + preds **= 1 / max(temperature, 0.05)
# + logs = np.log(preds[possible] + 0.0) * (max(temperature, 0.05) / temperature)


# %% wrong: the predictions are divided by their sum in place -> preds_are_only_read
# unnamed: the diagnostic predictions sum to 1, so that nothing changes
def sample(preds, temperature=1.0):
    if temperature == 0:
        return int(np.argmax(preds))
    preds /= preds.sum()
    possible = np.flatnonzero(preds > 0)
    scores = np.log(preds[possible].astype(np.float64)) / temperature
    weights = np.exp(scores - scores.max())
    return int(np.random.choice(possible, p=weights / weights.sum()))


# %% wrong: the predictions are normalised in place -> preds_are_only_read
# say: The caller's preds are divided by their greatest entry in place: make a new
#     array.
# - possible = np.flatnonzero(preds > 0)
# + preds /= preds.max()
# + possible = np.flatnonzero(preds > 0)

# %% wrong: an array of one -> index_is_whole
# say: An array with one index comes back: return the index itself, as an int.
# - return int(np.random.choice(possible, p=weights))
# + return np.random.choice(possible, 1, p=weights)

# %% wrong: a float -> index_is_whole
# say: The index comes back as a float: return an int.
# - return int(np.random.choice(possible, p=weights))
# + return float(np.random.choice(possible, p=weights))

# %% wrong: the probabilities come back, nothing is drawn -> low_temperature
# say: Probabilities come back: draw an index with them.
# - return int(np.random.choice(possible, p=weights))
# + return weights


# %% right: the distribution of the course
from utils.sampling import distribution


def sample(preds, temperature=1.0):
    with np.errstate(divide="ignore"):
        logs = np.log(np.asarray(preds, dtype=np.float64))
    return int(np.random.choice(len(logs), p=distribution(logs, temperature)))


# %% right: a race of exponential waiting times
def sample(preds, temperature=1.0):
    p = np.asarray(preds, dtype=np.float64)
    if temperature == 0:
        return int(np.argmax(p))
    possible = np.flatnonzero(p)
    waits = np.log(np.random.exponential(size=possible.size))
    return int(possible[np.argmin(waits - np.log(p[possible]) / temperature)])


# %% wrong: no temperature below 0.1 -> low_temperature
# say: Low temperatures come out warmer than they are: divide by the temperature as it
#     is.
# - logs = np.log(preds[possible]) / temperature
# + logs = np.log(preds[possible]) / max(temperature, 0.1)

# %% wrong: every low temperature is the argmax -> low_temperature
# say: Low temperatures are all taken for 0: only 0 itself is the argmax.
# - if temperature == 0:
# + if temperature < 0.1:

# %% wrong: the binary logarithm -> low_temperature
# unnamed: it differs from a right answer only in frequencies
# - logs = np.log(preds[possible]) / temperature
# + logs = np.log2(preds[possible]) / temperature

# %% wrong: a hundredth more than the temperature -> low_temperature
# say: Low temperatures come out warmer than they are: divide by the temperature as it
#     is.
# - logs = np.log(preds[possible]) / temperature
# + logs = np.log(preds[possible]) / (temperature + 0.02)

# %% wrong: what is improbable is never drawn -> high_temperature
# say: Improbable characters are never drawn, however hot it is: only zeros are
#     impossible.
# - possible = np.flatnonzero(preds > 0)
# + possible = np.flatnonzero(preds > 0.01)


# %% wrong: the weights of the first call are kept -> low_temperature
# unnamed: it depends on the calls before
KEPT = {}


def sample(preds, temperature=1.0):
    p = np.asarray(preds, dtype=np.float64)
    if temperature == 0:
        return int(np.argmax(p))
    if (len(p), temperature) not in KEPT:
        possible = np.flatnonzero(p > 0)
        logs = np.log(p[possible]) / temperature
        powers = np.exp(logs - logs.max())
        KEPT[len(p), temperature] = possible, powers / powers.sum()
    possible, weights = KEPT[len(p), temperature]
    return int(np.random.choice(possible, p=weights))


# %% right: warnings caught where they arise
import warnings


def sample(preds, temperature=1.0):
    preds = np.asarray(preds, dtype=np.float64)
    if temperature == 0:
        return int(np.argmax(preds))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logits = np.log(preds) / temperature
    weights = np.exp(logits - logits.max())
    return int(np.random.choice(len(preds), p=weights / weights.sum()))


# %% wrong: a least temperature instead of the argmax -> zero_is_argmax
# say: At temperature 0 something else than the most probable character can be drawn: it
#     is a case of its own, the argmax of preds.
# - if temperature == 0:
# + temperature = max(temperature, 1e-3)
# - return int(np.argmax(preds))

# %% wrong: a little is added to the temperature -> zero_is_argmax
# say: At temperature 0 something else than the most probable character can be drawn: it
#     is a case of its own, the argmax of preds.
# - if temperature == 0:
# + temperature = temperature + 1e-8
# - return int(np.argmax(preds))

# %% wrong: the argmax already where it is cold -> low_temperature
# say: Very low temperatures are taken for 0: only 0 itself is the argmax.
# - if temperature == 0:
# + if temperature <= 0.015:

# %% wrong: zeros become the smallest float -> zeros_stay_zero
# say: Characters with probability 0 can be drawn when it is very hot: nothing is added
#     to preds, and zeros stay zero.
# - possible = np.flatnonzero(preds > 0)
# + preds = np.maximum(preds, np.finfo(float).tiny)
# + possible = np.arange(len(preds))

# %% wrong: as little as can be is added against zeros -> zeros_stay_zero
# say: Characters with probability 0 can be drawn when it is very hot: nothing is added
#     to preds, and zeros stay zero.
# - possible = np.flatnonzero(preds > 0)
# + preds = preds + 1e-100
# + possible = np.arange(len(preds))

# %% wrong: what is very improbable is never drawn -> high_temperature
# say: Very improbable characters are never drawn, however hot it is: only zeros are
#     impossible.
# - possible = np.flatnonzero(preds > 0)
# + possible = np.flatnonzero(preds > 1e-8)

# %% wrong: at temperature 1 the predictions in float32 -> sum_may_be_off
# say: At temperature 1 the sum of preds may be a little off 1, and np.random.choice
#     refuses them: divide by the sum.
# - preds = np.asarray(preds, dtype=np.float64)
# + if temperature == 1:
# +     return int(np.random.choice(len(preds), p=preds))
# + preds = np.asarray(preds, dtype=np.float64)


# %% wrong: probabilities taken for logarithms -> low_temperature
# say: Probabilities are taken for logarithms: take np.log of the positive ones before
#     you divide by the temperature.
def sample(preds, temperature=1.0):
    if temperature == 0:
        return int(np.argmax(preds))
    scores = np.asarray(preds, np.float64) / temperature
    weights = np.exp(scores - scores.max())
    return int(np.random.choice(len(weights), p=weights / weights.sum()))


# %% wrong: ignores preds -> low_temperature
# unnamed: nobody does that
def sample(preds, temperature=1.0):
    if temperature == 0:
        return 0
    logs = -np.arange(len(preds)) / temperature
    weights = np.exp(logs)
    return int(np.random.choice(len(preds), p=weights / weights.sum()))


# %% wrong: ignores temperature -> low_temperature
# say: The temperature changes nothing: the logarithms of preds are divided by it.
# - logs = np.log(preds[possible]) / temperature
# + logs = np.log(preds[possible])


# %% wrong: ignores temperature, also 0 -> low_temperature
# say: The temperature changes nothing, not even 0: the logarithms of preds are divided
#     by it, and 0 is the argmax.
def sample(preds, temperature=1.0):
    preds = np.asarray(preds, dtype=np.float64)
    return int(np.random.choice(len(preds), p=preds / preds.sum()))


# %% wrong: dull, always the likeliest -> low_temperature
# say: The most probable character is taken at every temperature: draw with the new
#     probabilities.
def sample(preds, temperature=1.0):
    return int(np.argmax(preds))


# %% wrong: dull, always the first -> low_temperature
# unnamed: nobody does that
def sample(preds, temperature=1.0):
    return 0


# %% wrong: dull, a random index -> low_temperature
# say: All indices are drawn with equal chances, whatever preds are.
def sample(preds, temperature=1.0):
    return int(np.random.randint(len(preds)))


# %% wrong: always the most probable, by sorting -> low_temperature
# say: The most probable character is taken each time: draw one with the probabilities.
# - return int(np.random.choice(possible, p=weights))
# + return int(np.argsort(preds)[-1])


# %% wrong: a probability instead of an index -> index_is_whole
# say: A probability comes back: return the index that was drawn.
# - return int(np.random.choice(possible, p=weights))
# + return preds[np.random.choice(possible, p=weights)]

# %% wrong: in float32 -> zero_is_argmax
# say: preds are rounded to float32, where close ones become equal: compute in float64.
# - preds = np.asarray(preds, dtype=np.float64)
# + preds = np.asarray(preds, dtype=np.float32)

# %% wrong: the greatest probability instead of its index -> zero_is_argmax
# say: At temperature 0 a probability comes back: np.argmax gives its index.
# - return int(np.argmax(preds))
# + return np.max(preds)


# %% wrong: ignores temperature itself, half of it counts -> low_temperature
# unnamed: nobody does that
# - logs = np.log(preds[possible]) / temperature
# + logs = 2 * np.log(preds[possible]) / temperature
