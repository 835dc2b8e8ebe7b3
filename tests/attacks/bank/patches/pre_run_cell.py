"""Puts its own functions back before every cell, and raises out of the hooks.

earns: 0
"""


# %%
def before(*info):
    globals()["Checks"] = type(
        "Checks",
        (),
        {
            "criterion": lambda *a, **k: lambda f: f,
            "__init__": lambda *a: None,
            "run": lambda *a: None,
        },
    )
    raise SystemExit


for event in ("pre_run_cell", "pre_execute", "post_execute", "post_run_cell"):
    get_ipython().events.register(event, before)


# %% softmax
def softmax(scores):
    return scores
