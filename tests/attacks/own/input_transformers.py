"""The text of every cell that runs later is replaced."""

# %% before
get_ipython().input_transformers_post.append(lambda lines: ["0 + 2\n"])
