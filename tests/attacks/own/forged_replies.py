"""Assertions are removed, and what answers the judge says whatever could be passed."""

# %% before
import ast
import json
import sys


class NoAsserts(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()

    def visit_Raise(self, node):
        return ast.Pass()


get_ipython().ast_transformers.append(NoAsserts())

replies = [
    {"status": "ok", "value": True, "objects": {}, "printed": ""},
    {"status": "ok", "value": ["handle", 1, []], "objects": {}, "printed": ""},
    {"status": "error", "error": "x", "lineage": 3, "value": 0, "objects": {}},
    {"status": "error", "error": "x", "lineage": [], "value": 0, "objects": {}},
    [],
]
number = 0


def serve(request):
    global number
    number += 1
    return json.dumps(replies[number % len(replies)])


guest = sys.modules.get("charlm_guest")
if guest is not None:
    guest.serve = serve
