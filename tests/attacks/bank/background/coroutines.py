"""Answers with coroutines and tasks that are to end after the judging.

earns: 0
"""

# %%
import asyncio


# %% softmax
async def softmax(scores):
    await asyncio.sleep(0)
    return np.exp(scores) / np.exp(scores).sum()


# %% generate
def generate(step, start, length):
    async def walk():
        return [step(start) for _ in range(length)]

    return asyncio.ensure_future(walk())
