"""What students import for NumPy lessons does not load TensorFlow."""

import subprocess
import sys

LIGHT = "catalogue checking corpora grammar practice recurrent sampling vocabulary"
LIGHT += " windows"


def test_tensorflow_is_imported_only_where_it_is_needed():
    code = f"""
import sys
for name in {LIGHT.split()}:
    __import__(f"utils.{{name}}")
assert not {{"tensorflow", "keras"}} & sys.modules.keys()
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_what_needs_tensorflow_says_so_and_does_not_blame_utils():
    """Notebooks take a ModuleNotFoundError for a missing `utils`, and say that."""
    code = """
import importlib.util
there = importlib.util.find_spec
importlib.util.find_spec = lambda name: None if name == "tensorflow" else there(name)
try:
    import utils.quiet
except ImportError as error:
    assert not isinstance(error, ModuleNotFoundError)
    assert "needs TensorFlow" in str(error) and "`make setup` adds it" in str(error)
else:
    raise SystemExit("imported")
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
