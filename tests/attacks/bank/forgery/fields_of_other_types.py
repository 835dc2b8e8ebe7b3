"""Right answers, and outputs whose fields are of types that notebooks do not have.

A count that is True and a text that is a list used to cost their author the verdict.

earns: full
"""

# %%
kernel = get_ipython().kernel


def publish(kind, **content):
    kernel.session.send(
        kernel.iopub_socket,
        kind,
        content,
        parent=kernel.get_parent("shell"),
        ident=b"x",
    )


publish("execute_input", execution_count=True, code=["x"])
publish("stream", name="stdout", text=["a", "b"])
publish("stream", name="output", text="c")
publish("execute_result", data={"text/plain": ["a"]}, metadata={}, execution_count=True)
publish("display_data", data={"a b": 1, "text/html": {"x": 1}}, metadata={"": None})
publish("error", ename=1, evalue=None, traceback=[None, "a"])


# %% softmax
def softmax(scores):
    weights = np.exp(scores - np.max(scores))
    return weights / weights.sum()


# %% generate
def generate(step, start, length):
    states = [start]
    for _ in range(length):
        states.append(step(states[-1]))
    return states[1:]
