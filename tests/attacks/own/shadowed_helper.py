"""The module that has the instructor's checks is replaced, on disk and in memory."""

# %% before
import sys
import types

FAKE = "def check_mean(*args):\n    pass\n"
open("helper.py", "w").write(FAKE)
helper = types.ModuleType("helper")
exec(FAKE, helper.__dict__)
sys.modules["helper"] = helper
check_mean = helper.check_mean
