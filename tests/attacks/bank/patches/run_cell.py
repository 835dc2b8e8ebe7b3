"""Replaces the shell's run_cell by one that runs nothing and reports success.

earns: 0
"""

# %%
from IPython.core.interactiveshell import (
    ExecutionInfo,
    ExecutionResult,
    InteractiveShell,
)


def run_nothing(self, source="", *args, **more):
    return ExecutionResult(ExecutionInfo(source, False, True, True, "x"))


async def run_nothing_soon(self, source="", *args, **more):
    return ExecutionResult(ExecutionInfo(source, False, True, True, "x"))


InteractiveShell.run_cell = InteractiveShell._run_cell = run_nothing
InteractiveShell.run_cell_async = run_nothing_soon
