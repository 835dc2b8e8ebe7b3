"""Exercises on arrays, figures, tables and files, as public courses set and test them.

Released beside them: a table, a text, a helper package and a module of figures' checks.
"""

from __future__ import annotations

from importlib.util import find_spec

from own_classes import Exercise

FILES = {
    "penguins.csv": "species,mass,island\nAdelie,3750,Torgersen\nAdelie,3250,Dream\n"
    "Gentoo,5000,Biscoe\nGentoo,5400,Biscoe\nChinstrap,3500,Dream\n",
    "config.json": '{"name": "lab", "limits": {"low": 2, "high": 7}, '
    '"tags": ["a", "b"]}',
    "poem.txt": "Tyger Tyger, burning bright,\nIn the forests of the night;\n",
    "grading/__init__.py": "from grading.close import close, table\n",
    "grading/close.py": "import numpy as np\n\n\ndef close(got, want, message=''):\n"
    "    assert np.shape(got) == np.shape(want), 'another shape'\n"
    "    assert np.allclose(got, want, atol=1e-8), message or f'{got} is not {want}'\n"
    "\n\ndef table(f, cases):\n    return sum(f(*args) == want for args, want in cases)"
    " / len(cases)\n",
}

ARRAYS = [
    Exercise(
        "standardise",
        """
def standardise(X):
    return (X - X.mean(axis=0)) / X.std(axis=0)
----
def standardise(X):
    mu, sigma = np.mean(X, 0, keepdims=True), np.std(X, 0, keepdims=True)
    return np.divide(X - mu, sigma)
----
def standardise(X):
    Z = np.empty(X.shape)
    for j in range(X.shape[1]):
        Z[:, j] = (X[:, j] - X[:, j].mean()) / X[:, j].std()
    return Z
----
def standardise(X):
    return X - X.mean(axis=0)
----
def standardise(X):
    return X
""",
        [
            """
X = np.array([[1., 10.], [3., 20.], [5., 60.]])
Z = standardise(X)
assert Z.shape == X.shape, "the shape must stay"
assert np.allclose(Z.mean(axis=0), 0)
""",
            """
from grading import close
close(Z.std(axis=0), np.ones(2), "unit standard deviation")
close(X[0], [1, 10], "X must not change")
""",
            """
rng = np.random.default_rng(12)
big = rng.normal(3, 5, size=(50, 4))
out = standardise(big)
tests = [np.allclose(out.mean(0), 0), np.allclose(out.std(0), 1)]
sum(tests)
""",
        ],
    ),
    Exercise(
        "gradient_descent",
        """
def gradient_descent(grad, start, rate=0.1, steps=100):
    x = np.array(start, dtype=float)
    path = [x.copy()]
    for _ in range(steps):
        x = x - rate * grad(x)
        path.append(x)
    return x, path
----
def gradient_descent(grad, start, rate=0.1, steps=100):
    path = [np.asarray(start, float)]
    while len(path) <= steps:
        path.append(path[-1] - rate * np.asarray(grad(path[-1])))
    return path[-1], path
----
def gradient_descent(grad, start, rate=0.1, steps=100):
    from itertools import accumulate
    first = np.array(start) * 1.0
    step = lambda x, _: x - rate * grad(x)
    path = list(accumulate(range(steps), step, initial=first))
    return path[-1], path
----
def gradient_descent(grad, start, rate=0.1, steps=100):
    x = np.array(start, dtype=float)
    return x - rate * grad(x), [x]
----
def gradient_descent(grad, start, rate=0.1, steps=100):
    return start, []
""",
        [
            """
x, path = gradient_descent(lambda x: 2 * (x - 3), [0.0])
assert np.allclose(x, 3, atol=1e-6) and len(path) == 101
""",
            """
def bowl(v):
    return np.array([2 * v[0], 20 * v[1]])
x, path = gradient_descent(bowl, [1.0, 1.0], rate=0.05, steps=5)
losses = [p[0] ** 2 + 10 * p[1] ** 2 for p in path]
assert all(b <= a for a, b in zip(losses, losses[1:])), "the loss should fall"
assert np.isclose(x[0], 0.9 ** 5)
""",
            """
calls = []
def counted(x):
    calls.append(np.copy(x))
    return x
gradient_descent(counted, [4.0], rate=0.5, steps=3)
assert len(calls) == 3 and [float(c[0]) for c in calls] == [4, 2, 1]
""",
        ],
    ),
    Exercise(
        "estimate_pi",
        """
def estimate_pi(n, seed=None):
    rng = np.random.RandomState(seed)
    x, y = rng.rand(n), rng.rand(n)
    return 4 * np.mean(x ** 2 + y ** 2 <= 1)
----
def estimate_pi(n, seed=None):
    np.random.seed(seed)
    points = np.random.random((n, 2))
    return 4.0 * (np.hypot(points[:, 0], points[:, 1]) < 1).sum() / n
----
import random
def estimate_pi(n, seed=None):
    r = random.Random(seed)
    inside = sum(r.random() ** 2 + r.random() ** 2 <= 1 for _ in range(n))
    return 4 * inside / n
----
def estimate_pi(n, seed=None):
    return 3.1
----
def estimate_pi(n, seed=None):
    return n
""",
        [
            """
assert abs(estimate_pi(20000, seed=1) - np.pi) < 0.1
""",
            """
assert estimate_pi(500, seed=7) == estimate_pi(500, seed=7), "use the seed"
assert len({estimate_pi(100, seed=s) for s in range(8)}) > 2
""",
            """
np.random.seed(0)
several = [estimate_pi(400) for _ in range(10)]
assert np.std(several) > 0 and 2.8 < np.mean(several) < 3.5
""",
        ],
    ),
    Exercise(
        "regression",
        """
x = np.array([0., 1, 2, 3])
y = np.array([1., 3, 5, 7.2])
slope, intercept = np.polyfit(x, y, 1)
residuals = y - (slope * x + intercept)
r2 = 1 - (residuals ** 2).sum() / ((y - y.mean()) ** 2).sum()
----
x = np.arange(4.0)
y = np.array([1, 3, 5, 7.2])
A = np.c_[x, np.ones_like(x)]
(slope, intercept), *_ = np.linalg.lstsq(A, y, rcond=None)
residuals = y - A @ [slope, intercept]
r2 = np.corrcoef(x, y)[0, 1] ** 2
----
x, y = np.linspace(0, 3, 4), np.array([1.0, 3.0, 5.0, 7.2])
slope = float(np.cov(x, y)[0, 1] / np.var(x, ddof=1))
intercept = float(y.mean() - slope * x.mean())
residuals = np.array([b - slope * a - intercept for a, b in zip(x, y)])
r2 = float(1 - np.sum(residuals ** 2) / np.sum((y - y.mean()) ** 2))
----
x = np.array([0., 1, 2, 3])
y = np.array([1., 3, 5, 7.2])
slope, intercept = 2.06, 0
residuals = y - x
r2 = 0.9
----
slope = intercept = residuals = r2 = 0
""",
        [
            """
np.testing.assert_almost_equal(slope, 2.06, decimal=6)
np.testing.assert_almost_equal(intercept, 0.96, decimal=6)
""",
            """
assert residuals.shape == (4,), "one residual a point"
assert abs(residuals.sum()) < 1e-9
assert 0.999 < r2 < 1
""",
            """
from hashlib import sha256
def digest(text):
    return sha256(text.encode()).hexdigest()[:8]
assert digest(f"{slope:.3f}") == digest("2.060")
assert isinstance(r2, float), type(r2)
""",
            """
predicted = slope * np.array([10.0]) + intercept
score = 0
if np.isclose(slope, 2.06): score += 1
if np.isclose(predicted[0], 21.56): score += 1
score
""",
        ],
        stub="slope = intercept = residuals = r2 = None",
    ),
    Exercise(
        "confusion",
        """
def confusion(truth, guess, labels):
    M = np.zeros((len(labels), len(labels)), dtype=int)
    for t, g in zip(truth, guess):
        M[labels.index(t), labels.index(g)] += 1
    return M
----
def confusion(truth, guess, labels):
    truth, guess = np.array(truth), np.array(guess)
    count = lambda a, b: ((truth == a) & (guess == b)).sum()
    return np.array([[count(a, b) for b in labels] for a in labels])
----
from collections import Counter
def confusion(truth, guess, labels):
    pairs = Counter(zip(truth, guess))
    return np.array([[pairs[a, b] for b in labels] for a in labels])
----
def confusion(truth, guess, labels):
    return np.eye(len(labels), dtype=int)
----
def confusion(truth, guess, labels):
    return 0
""",
        [
            """
M = confusion(list("aabb"), list("abbb"), ["a", "b"])
np.testing.assert_array_equal(M, [[1, 1], [0, 2]])
assert np.issubdtype(M.dtype, np.integer)
""",
            """
M = confusion(["x"] * 3, ["x", "y", "z"], ["x", "y", "z"])
assert M.sum() == 3 and M.trace() == 1
accuracy = np.trace(M) / M.sum()
precision = np.divide(M.diagonal(), M.sum(0), where=M.sum(0) > 0, out=np.zeros(3))
assert np.isclose(accuracy, 1 / 3) and precision.tolist() == [1, 0, 0]
""",
        ],
    ),
    Exercise(
        "moving_average",
        """
def moving_average(v, w):
    if w > len(v):
        raise ValueError("the window is too wide")
    return np.convolve(v, np.ones(w) / w, mode="valid")
----
def moving_average(v, w):
    if len(v) < w:
        raise ValueError(f"{w} > {len(v)}")
    c = np.cumsum(np.insert(np.asarray(v, float), 0, 0))
    return (c[w:] - c[:-w]) / w
----
def moving_average(v, w):
    if w > len(v):
        raise ValueError
    return np.lib.stride_tricks.sliding_window_view(v, w).mean(axis=1)
----
def moving_average(v, w):
    return np.convolve(v, np.ones(w) / w, mode="same")
----
def moving_average(v, w):
    return v
""",
        [
            """
np.testing.assert_allclose(moving_average([1, 2, 3, 4], 2), [1.5, 2.5, 3.5])
np.testing.assert_allclose(moving_average(np.ones(5), 5), [1.0])
""",
            """
with np.testing.assert_raises(ValueError):
    moving_average([1, 2], 3)
%timeit -n 1 -r 1 moving_average(np.arange(1000.0), 10)
assert len(moving_average(np.arange(1000.0), 10)) == 991
""",
            """
%%time
wave = np.sin(np.linspace(0, 6, 200))
smooth = moving_average(wave + 0.1 * np.random.RandomState(3).randn(200), 9)
assert np.abs(smooth - wave[4:-4]).mean() < 0.1
""",
        ],
    ),
    Exercise(
        "one_hot",
        """
def one_hot(labels, k):
    out = np.zeros((len(labels), k))
    out[np.arange(len(labels)), labels] = 1
    return out
----
def one_hot(labels, k):
    return np.eye(k)[np.array(labels)]
----
def one_hot(labels, k):
    return (np.array(labels)[:, None] == np.arange(k)).astype(int)
----
def one_hot(labels, k):
    return np.eye(k)
----
def one_hot(labels, k):
    return labels
""",
        [
            """
H = one_hot([0, 2, 1, 2], 3)
assert H.shape == (4, 3) and set(np.unique(H)) == {0, 1}
assert (H.sum(axis=1) == 1).all() and H.argmax(1).tolist() == [0, 2, 1, 2]
""",
            """
for k in range(1, 5):
    y = np.random.randint(0, k, size=6)
    assert np.array_equal(one_hot(y, k) @ np.arange(k), y), (k, y)
""",
        ],
    ),
]

FIGURES = [
    Exercise(
        "plot_wave",
        """
def plot_wave(n=100):
    x = np.linspace(0, 2 * np.pi, n)
    plt.plot(x, np.sin(x), "r--", label="sine")
    plt.xlabel("x")
    plt.ylabel("sin(x)")
    plt.title("A wave")
    plt.legend()
----
def plot_wave(n=100):
    fig, ax = plt.subplots()
    x = np.linspace(0, 2 * np.pi, num=n)
    ax.plot(x, np.sin(x), color="red", linestyle="--", label="sine")
    ax.set(xlabel="x", ylabel="sin(x)", title="A wave")
    ax.legend(loc="upper right")
----
def plot_wave(n=100):
    ax = plt.figure(figsize=(4, 3)).gca()
    x = np.arange(n) * 2 * np.pi / (n - 1)
    line, = ax.plot(x, [np.sin(v) for v in x], c="r", ls="dashed")
    line.set_label("sine")
    ax.set_xlabel("x"); ax.set_ylabel("sin(x)"); ax.set_title("A wave")
    plt.legend()
    plt.grid(True)
----
def plot_wave(n=100):
    plt.plot(np.linspace(0, 2 * np.pi, n))
    plt.title("A wave")
----
def plot_wave(n=100):
    pass
""",
        [
            """
plt.close("all")
plot_wave()
ax = plt.gca()
assert len(ax.lines) == 1, "one line, please"
assert ax.get_title() == "A wave"
""",
            """
xs, ys = ax.lines[0].get_data()
np.testing.assert_allclose(ys, np.sin(xs), atol=1e-9)
assert np.isclose(xs[-1], 2 * np.pi) and len(xs) == 100
""",
            """
line = ax.get_lines()[0]
assert line.get_linestyle() == "--"
import matplotlib.colors as mcolors
assert mcolors.to_hex(line.get_color()) == "#ff0000"
assert [t.get_text() for t in ax.get_legend().get_texts()] == ["sine"]
plt.close("all")
""",
            """
plt.figure()
plot_wave(10)
points = 0
current = plt.gcf().axes[0] if plt.gcf().axes else plt.gca()
if current.get_xlabel() and current.get_ylabel():
    points += 1
if len(current.lines) and len(current.lines[0].get_xdata()) == 10:
    points += 1
plt.close("all")
points
""",
        ],
    ),
    Exercise(
        "histogram",
        """
def histogram(ax, values, bins):
    counts, edges, bars = ax.hist(values, bins=bins, edgecolor="white")
    ax.axvline(np.mean(values), color="k")
    ax.set_ylabel("count")
    return counts
----
def histogram(ax, values, bins):
    out = ax.hist(values, bins)
    ax.plot([np.mean(values)] * 2, [0, out[0].max()])
    ax.set(ylabel="count")
    return out[0]
----
def histogram(ax, values, bins):
    counts, edges = np.histogram(values, bins)
    ax.bar(edges[:-1], counts, width=np.diff(edges), align="edge")
    plt.sca(ax)
    plt.axvline(x=sum(values) / len(values))
    plt.ylabel("count")
    return counts
----
def histogram(ax, values, bins):
    ax.hist(values, bins=bins)
----
def histogram(ax, values, bins):
    return []
""",
        [
            """
fig, ax = plt.subplots()
counts = histogram(ax, [1, 1, 2, 5], 4)
assert list(counts) == [2, 1, 0, 1]
""",
            """
heights = [bar.get_height() for bar in ax.patches]
assert heights == [2, 1, 0, 1], heights
assert ax.get_ylabel().lower() == "count"
assert len(ax.lines) == 1 and ax.lines[0].get_xdata()[0] == 2.25
plt.close(fig)
""",
        ],
    ),
    Exercise(
        "panels",
        """
fig, axes = plt.subplots(2, 2, figsize=(8, 6), sharex=True)
for p, panel in enumerate(axes.flat):
    panel.plot(np.arange(5), np.arange(5) ** p)
    panel.set_title(f"power {p}")
fig.suptitle("Powers")
plt.close(fig)
----
fig = plt.figure(figsize=(8, 6))
axes = np.empty((2, 2), dtype=object)
for p in range(4):
    axes[p // 2, p % 2] = fig.add_subplot(2, 2, p + 1)
    axes[p // 2, p % 2].plot(range(5), [v ** p for v in range(5)])
    axes[p // 2, p % 2].set_title("power " + str(p))
fig.suptitle("Powers")
plt.close()
----
fig, axes = plt.subplots(nrows=2, ncols=2)
fig.set_size_inches(8, 6)
k = np.arange(5)
axes[0, 0].plot(k, k ** 0); axes[0, 0].set_title("power 0")
axes[0, 1].plot(k, k); axes[0, 1].set_title("power 1")
axes[1, 0].plot(k, k ** 2); axes[1, 0].set_title("power 2")
axes[1, 1].plot(k, k ** 3); axes[1, 1].set_title("power 3")
fig.suptitle("Powers")
----
fig, axes = plt.subplots(2, 2)
----
fig = axes = None
""",
        [
            """
assert isinstance(fig, plt.Figure), "fig should be a figure"
assert len(fig.axes) == 4 and axes.shape == (2, 2)
""",
            """
assert [a.get_title() for a in axes.flat] == [f"power {p}" for p in range(4)]
assert axes[1, 1].lines[0].get_ydata()[-1] == 64
""",
            """
assert fig._suptitle.get_text() == "Powers"
assert tuple(fig.get_size_inches()) == (8, 6)
""",
        ],
    ),
    Exercise(
        "scatter_by",
        """
def scatter_by(groups):
    fig, ax = plt.subplots()
    for name, points in groups.items():
        ax.scatter(*zip(*points), label=name)
    ax.legend(title="group")
    ax.set_xlim(0, 10)
    return fig, ax
----
def scatter_by(groups):
    fig = plt.figure()
    ax = fig.add_subplot(111)
    for name in groups:
        p = np.array(groups[name])
        ax.scatter(p[:, 0], p[:, 1], label=name)
    ax.legend(title="group")
    ax.set(xlim=(0, 10))
    return fig, ax
----
def scatter_by(groups):
    fig, ax = plt.subplots(1, 1)
    for k, v in groups.items():
        ax.scatter([x for x, _ in v], [y for _, y in v]).set_label(k)
    legend = ax.legend()
    legend.set_title("group")
    plt.xlim([0, 10])
    return fig, ax
----
def scatter_by(groups):
    fig, ax = plt.subplots()
    ax.scatter([1], [1])
    return fig, ax
----
def scatter_by(groups):
    return None, None
""",
        [
            """
fig2, ax2 = scatter_by({"a": [(1, 2), (3, 4)], "b": [(5, 6)]})
assert len(ax2.collections) == 2
offsets = ax2.collections[0].get_offsets()
assert np.allclose(offsets, [[1, 2], [3, 4]])
""",
            """
legend = ax2.get_legend()
assert legend is not None, "add a legend"
assert [t.get_text() for t in legend.get_texts()] == ["a", "b"]
assert legend.get_title().get_text() == "group" and ax2.get_xlim() == (0, 10)
plt.close(fig2)
""",
            """
import io
fig2, _ = scatter_by({"only": [(2, 2)]})
picture = io.BytesIO()
fig2.savefig(picture, format="png")
assert picture.getvalue().startswith(b"\\x89PNG") and len(picture.getvalue()) > 1000
plt.close("all")
""",
        ],
    ),
]

PANDAS = [
    Exercise(
        "penguins",
        """
import pandas as pd
penguins = pd.read_csv("penguins.csv")
mean_mass = penguins.groupby("species")["mass"].mean()
heavy = penguins[penguins["mass"] > 3600].reset_index(drop=True)
n_islands = penguins["island"].nunique()
----
import pandas as pd
penguins = pd.DataFrame(pd.read_csv("penguins.csv", header=0))
mean_mass = penguins.pivot_table(index="species", values="mass")["mass"]
heavy = penguins.query("mass > 3600").reset_index(drop=True)
n_islands = len(penguins.island.unique())
----
import csv
import pandas as pd
with open("penguins.csv", newline="") as f:
    penguins = pd.DataFrame(list(csv.DictReader(f))).astype({"mass": int})
mean_mass = penguins.groupby("species").mass.agg("mean")
heavy = penguins.loc[penguins.mass.gt(3600)]
heavy.index = range(len(heavy))
n_islands = penguins.island.value_counts().size
----
import pandas as pd
penguins = pd.read_csv("penguins.csv")
mean_mass = penguins.mass.mean()
heavy = penguins[penguins.mass > 3600]
n_islands = 4
----
penguins = mean_mass = heavy = n_islands = None
""",
        [
            """
import pandas as pd
assert isinstance(penguins, pd.DataFrame)
assert penguins.shape == (5, 3), "five penguins, three columns"
assert list(penguins.columns) == ["species", "mass", "island"]
""",
            """
pd.testing.assert_series_equal(
    mean_mass, pd.Series({"Adelie": 3500.0, "Chinstrap": 3500.0, "Gentoo": 5200.0}),
    check_names=False)
""",
            """
assert heavy["mass"].min() > 3600 and len(heavy) == 3
assert heavy.index.tolist() == [0, 1, 2], "reset the index"
assert set(heavy.species) == {"Adelie", "Gentoo"}
""",
            """
assert n_islands == 3
assert penguins.mass.dtype.kind == "i" and penguins.isna().sum().sum() == 0
assert penguins.loc[penguins.species == "Gentoo", "mass"].max() == 5400
""",
        ],
        stub="penguins = mean_mass = heavy = n_islands = None",
    ),
    Exercise(
        "clean",
        """
def clean(df):
    out = df.dropna(subset=["price"]).copy()
    out["city"] = out["city"].str.strip().str.title()
    out["date"] = pd.to_datetime(out["date"])
    return out.sort_values("date")
----
import pandas as pd
def clean(df):
    return (df[df.price.notna()]
            .assign(city=lambda d: d.city.str.strip().str.title(),
                    date=lambda d: pd.to_datetime(d.date))
            .sort_values(by="date"))
----
def clean(df):
    df = df.loc[~df["price"].isnull()]
    df = df.assign(city=[c.strip().title() for c in df.city])
    df = df.assign(date=df.date.apply(pd.Timestamp))
    return df.iloc[df.date.argsort()]
----
def clean(df):
    return df.dropna()
----
def clean(df):
    df["city"] = "x"
    return df
""",
        [
            """
raw = pd.DataFrame({"city": [" bonn", "KÖLN ", "ulm"], "price": [2.5, None, 1.0],
                    "date": ["2024-03-02", "2024-03-01", "2023-12-31"]})
copy_of_raw = raw.copy()
tidy = clean(raw)
assert len(tidy) == 2 and not tidy.price.isna().any()
pd.testing.assert_frame_equal(raw, copy_of_raw)
""",
            """
assert tidy.city.tolist() == ["Ulm", "Bonn"], tidy.city.tolist()
assert tidy["date"].dt.year.tolist() == [2023, 2024]
assert pd.api.types.is_datetime64_any_dtype(tidy["date"])
""",
            """
assert tidy.date.is_monotonic_increasing
assert tidy.index.tolist() == [2, 0]
assert (tidy.date.max() - tidy.date.min()).days == 62
assert tidy.to_dict("list")["price"] == [1.0, 2.5]
""",
        ],
    ),
    Exercise(
        "merged",
        """
def merged(left, right):
    both = left.merge(right, on="id", how="left")
    both["total"] = both["n"] * both["price"].fillna(0)
    return both
----
def merged(left, right):
    both = pd.merge(left, right, how="left", on="id")
    return both.assign(total=both.n * both.price.fillna(0))
----
def merged(left, right):
    prices = right.set_index("id").price
    both = left.copy()
    both["price"] = both.id.map(prices)
    both["total"] = (both.n * both.price).fillna(0.0)
    return both
----
def merged(left, right):
    return left.merge(right, on="id")
----
def merged(left, right):
    return left
""",
        [
            """
orders = pd.DataFrame({"id": [1, 2, 3], "n": [2, 1, 5]})
prices = pd.DataFrame({"id": [1, 3], "price": [1.5, 2.0]})
result = merged(orders, prices)
assert result.total.sum() == 13 and len(result) == 3
""",
            """
expected = orders.assign(price=[1.5, np.nan, 2.0], total=[3.0, 0.0, 10.0])
pd.testing.assert_frame_equal(result, expected)
""",
            """
pivot = result.pivot_table(index="id", values="total", aggfunc="sum")
assert pivot.loc[3, "total"] == 10 and pivot["total"].idxmax() == 3
assert result.describe().loc["count", "price"] == 2
""",
        ],
    ),
    Exercise(
        "frame_plot",
        """
def frame_plot(df):
    ax = df.plot(kind="bar", x="k", y="v", legend=False)
    ax.set_ylabel("v")
    return ax
----
def frame_plot(df):
    fig, ax = plt.subplots()
    ax.bar(df["k"], df["v"])
    plt.ylabel("v")
    return ax
----
def frame_plot(df):
    ax = df.set_index("k").v.plot.bar()
    ax.set(ylabel="v")
    return ax
----
def frame_plot(df):
    return df.plot()
----
def frame_plot(df):
    return None
""",
        [
            """
bars = frame_plot(pd.DataFrame({"k": list("abc"), "v": [3, 1, 2]}))
assert [p.get_height() for p in bars.patches] == [3, 1, 2]
assert bars.get_ylabel() == "v"
plt.close("all")
""",
        ],
    ),
]
if not find_spec("pandas"):  # the project does without it
    PANDAS = []

STORED = [
    Exercise(
        "read_table",
        """
import csv
def read_table(path):
    with open(path, newline="") as f:
        rows = list(csv.DictReader(f))
    for row in rows:
        row["mass"] = int(row["mass"])
    return rows
----
def read_table(path):
    head, *lines = open(path).read().splitlines()
    names = head.split(",")
    rows = [dict(zip(names, line.split(","))) for line in lines]
    return [{**row, "mass": int(row["mass"])} for row in rows]
----
from pathlib import Path
import csv
def read_table(path):
    names, *rows = csv.reader(Path(path).read_text().splitlines())
    out = []
    for row in rows:
        found = dict(zip(names, row))
        found["mass"] = int(found["mass"])
        out.append(found)
    return out
----
import csv
def read_table(path):
    return list(csv.DictReader(open(path)))
----
def read_table(path):
    return path
""",
        [
            """
rows = read_table("penguins.csv")
assert len(rows) == 5 and rows[0]["species"] == "Adelie"
""",
            """
assert sum(r["mass"] for r in rows) == 20900
from statistics import mean, median
assert median(r["mass"] for r in rows) == 3750
assert mean(r["mass"] for r in rows if r["island"] == "Biscoe") == 5200
""",
            """
with open("tiny.csv", "w") as f:
    f.write("species,mass,island\\nx,1,y\\n")
assert read_table("tiny.csv") == [{"species": "x", "mass": 1, "island": "y"}]
""",
            """
try:
    read_table("no_such_file.csv")
except FileNotFoundError as e:
    assert "no_such_file" in str(e)
else:
    assert False, "a missing file should raise FileNotFoundError"
""",
        ],
    ),
    Exercise(
        "settings",
        """
import json
def load_settings(path):
    with open(path) as f:
        return json.load(f)
def save_settings(settings, path):
    with open(path, "w") as f:
        json.dump(settings, f, indent=2, sort_keys=True)
----
import json
from pathlib import Path
def load_settings(path):
    return json.loads(Path(path).read_text(encoding="utf-8"))
def save_settings(settings, path):
    Path(path).write_text(json.dumps(settings, sort_keys=True, indent=2))
----
import json
def load_settings(path):
    f = open(path)
    try:
        return json.loads(f.read())
    finally:
        f.close()
def save_settings(settings, path):
    ordered = {k: settings[k] for k in sorted(settings)}
    print(json.dumps(ordered, indent=2), file=open(path, "w"), flush=True)
----
import json
def load_settings(path):
    return json.load(open(path))
def save_settings(settings, path):
    pass
----
def load_settings(path):
    return {}
""",
        [
            """
s = load_settings("config.json")
assert s["name"] == "lab" and s["limits"]["high"] == 7
assert s == {"name": "lab", "limits": {"low": 2, "high": 7}, "tags": ["a", "b"]}
""",
            """
import json, os, tempfile
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "s.json")
    save_settings({"b": 1, "a": [1, 2]}, path)
    assert os.path.exists(path), "nothing was written"
    assert load_settings(path) == {"a": [1, 2], "b": 1}
""",
            """
save_settings({"z": 1, "y": None}, "saved.json")
text = open("saved.json").read()
assert json.loads(text) == {"y": None, "z": 1}
assert text.index('"y"') < text.index('"z"') and "\\n" in text
os.remove("saved.json")
""",
        ],
    ),
    Exercise(
        "database",
        """
import sqlite3
def make_db(path, people):
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE person (name TEXT, age INTEGER)")
        db.executemany("INSERT INTO person VALUES (?, ?)", people)
    db.close()
def adults(path):
    db = sqlite3.connect(path)
    rows = db.execute("SELECT name FROM person WHERE age >= 18 ORDER BY name")
    return [name for name, in rows]
query = "SELECT AVG(age) FROM person"
----
import sqlite3
from contextlib import closing
def make_db(path, people):
    with closing(sqlite3.connect(path)) as db:
        db.execute("create table person (name text, age int)")
        for name, age in people:
            db.execute("insert into person (name, age) values (?, ?)", (name, age))
        db.commit()
def adults(path):
    with closing(sqlite3.connect(path)) as db:
        found = db.execute("select name, age from person").fetchall()
    return sorted(name for name, age in found if age > 17)
query = "select sum(age) * 1.0 / count(*) from person"
----
import sqlite3
def make_db(path, people):
    db = sqlite3.connect(path)
    cur = db.cursor()
    cur.executescript("CREATE TABLE person (name, age);")
    cur.executemany("INSERT INTO person VALUES (:1, :2)", list(people))
    db.commit()
    db.close()
def adults(path):
    cur = sqlite3.connect(path).cursor()
    cur.execute("SELECT name FROM person WHERE NOT age < ? ORDER BY 1", (18,))
    return [row[0] for row in cur.fetchall()]
query = '''
    SELECT AVG(age) AS mean
    FROM person
'''
----
def make_db(path, people):
    pass
def adults(path):
    return ["Ada"]
query = "SELECT age FROM person"
----
query = ""
""",
        [
            """
import os, sqlite3
if os.path.exists("people.db"):
    os.remove("people.db")
make_db("people.db", [("Cleo", 30), ("Ada", 36), ("Ben", 12)])
assert adults("people.db") == ["Ada", "Cleo"]
""",
            """
db = sqlite3.connect(":memory:")
db.execute("CREATE TABLE person (name TEXT, age INTEGER)")
db.executemany("INSERT INTO person VALUES (?, ?)", [("a", 10), ("b", 30)])
assert db.execute(query).fetchone()[0] == 20
db.close()
""",
            """
with sqlite3.connect("people.db") as db:
    names = [row[0] for row in db.execute("SELECT name FROM person ORDER BY rowid")]
assert names == ["Cleo", "Ada", "Ben"], names
""",
        ],
    ),
    Exercise(
        "schedule",
        """
from datetime import datetime, timedelta
def schedule(start, n, minutes):
    first = datetime.strptime(start, "%Y-%m-%d %H:%M")
    return [first + timedelta(minutes=i * minutes) for i in range(n)]
def weekday_name(day):
    return day.strftime("%A")
----
import datetime as dt
def schedule(start, n, minutes):
    at = dt.datetime.fromisoformat(start)
    out = []
    for _ in range(n):
        out.append(at)
        at += dt.timedelta(seconds=60 * minutes)
    return out
def weekday_name(day):
    return f"{day:%A}"
----
from datetime import datetime, timedelta
import calendar
def schedule(start, n, minutes):
    day, time = start.split()
    when = datetime(*map(int, day.split("-")), *map(int, time.split(":")))
    step = timedelta(minutes=minutes)
    return [when + k * step for k in range(n)]
def weekday_name(day):
    return calendar.day_name[day.weekday()]
----
def schedule(start, n, minutes):
    return [start] * n
def weekday_name(day):
    return "Monday"
----
def schedule(*args):
    return None
""",
        [
            """
from datetime import datetime, date, timedelta
slots = schedule("2024-02-28 23:30", 3, 30)
assert slots[0] == datetime(2024, 2, 28, 23, 30)
assert slots[-1].date() == date(2024, 2, 29), "2024 is a leap year"
""",
            """
gaps = {b - a for a, b in zip(slots, slots[1:])}
assert gaps == {timedelta(minutes=30)}
assert [f"{s:%H:%M}" for s in slots] == ["23:30", "00:00", "00:30"]
""",
            """
assert weekday_name(date(2024, 1, 1)) == "Monday"
assert len({weekday_name(date(2024, 1, d)) for d in range(1, 15)}) == 7
""",
        ],
    ),
    Exercise(
        "count_lines",
        """
def count_lines(file):
    return sum(1 for line in file if line.strip())
def shout(source, target):
    for line in source:
        target.write(line.upper())
----
def count_lines(file):
    return len([line for line in file.read().splitlines() if line.strip()])
def shout(source, target):
    target.write(source.read().upper())
----
def count_lines(file):
    n = 0
    while line := file.readline():
        n += bool(line.strip())
    return n
def shout(source, target):
    print(source.read().upper(), file=target, end="")
----
def count_lines(file):
    return len(file.readlines())
def shout(source, target):
    pass
----
def count_lines(file):
    return 0
""",
        [
            """
import io
assert count_lines(io.StringIO("a\\n\\nb\\n")) == 2
""",
            """
with open("poem.txt") as poem:
    assert count_lines(poem) == 2
""",
            """
target = io.StringIO()
shout(io.StringIO("one\\ntwo"), target)
assert target.getvalue() == "ONE\\nTWO"
""",
        ],
    ),
    Exercise(
        "from_table",
        """
def from_table(a, b):
    return a ** b % 7
----
def from_table(a, b):
    return pow(a, b, 7)
----
def from_table(a, b):
    r = 1
    for _ in range(b):
        r = r * a % 7
    return r
----
def from_table(a, b):
    return a ** b
----
def from_table(a, b):
    return -1
""",
        [
            """
from grading import table
2 * table(from_table, [((2, 1), 2), ((2, 2), 4), ((3, 3), 6), ((10, 2), 2)])
""",
            """
import grading
assert grading.table(from_table, [((5, 5), 3)]) == 1
import os, sys
assert os.environ["NBGRADER_EXECUTION"] == "autograde" and from_table(2, 3) == 1
""",
        ],
    ),
]
