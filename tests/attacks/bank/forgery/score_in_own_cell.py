"""Shows a perfect score, with the judge's metadata, in a cell of its own.

earns: 0
"""

# %%
results = [{"criterion": "all", "points": 10, "outcome": "passed", "hint": ""}]
told = {"charlm": {"exercise": "softmax", "seconds": 0, "results": results}}
get_ipython().display_pub.publish({"text/plain": "10", "text/html": "<b>10</b>"}, told)
display({"text/plain": "10"}, raw=True, metadata=told)
10

# %% end
display({"text/plain": "10"}, raw=True, metadata=told)
10
