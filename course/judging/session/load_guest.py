"""The code that loads the judge's guest into a kernel."""

from __future__ import annotations

import base64
import functools
import inspect
import marshal
from types import ModuleType

from course.judging import guest
from utils import errors

# Each module is sent as compiled code, since the kernel runs the same Python.
LOAD = """
def _load(judges, more):
    import base64, marshal, sys, types
    def load(name, code):
        module = sys.modules[name] = types.ModuleType(name)
        exec(marshal.loads(base64.b64decode(code)), module.__dict__)
        return module
    for name, code in judges:
        guest = load(name, code)
    guest.enter_kernel(sys.modules['charlm_errors'].explain)
    if more:
        before = set(sys.modules)
        sys.modules['course.judging.guest'] = guest
        for name, code in more:
            last = load(name, code)
        for name in {n for n in sys.modules if n.startswith('course.')} - before:
            del sys.modules[name]  # an assignment may have a module of this name
        last.enter(guest)
""".strip()


@functools.cache
def loading(more: tuple[ModuleType, ...] = ()) -> str:
    """Return an expression that loads the guest into a kernel, with `more` modules.

    These have the names that they have here, and the last one enters the kernel. It is
    no cell: ipykernel would work out a file name for one, letter by letter.
    """
    named = {"charlm_errors": errors, "charlm_guest": guest}
    judges = [(name, _compiled(one, name)) for name, one in named.items()]
    beside = [(one.__name__, _compiled(one, one.__name__)) for one in more]
    code = f"{LOAD}\n_load({judges!r}, {beside!r})"
    return f"exec({code!r}, {{}})"


def _compiled(module: ModuleType, name: str) -> str:
    """Return a module's code as text, under a name that tells nothing of this place."""
    code = compile(inspect.getsource(module), f"<{name}>", "exec")
    return base64.b64encode(marshal.dumps(code)).decode("ascii")
