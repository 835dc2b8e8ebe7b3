"""Turns the text of every later cell into the number ten.

earns: 0
"""

# %%
get_ipython().input_transformers_post.append(lambda lines: ["10\n"])
get_ipython().input_transformers_cleanup.append(lambda lines: ["10\n"])
