"""What students import for NumPy lessons does not load TensorFlow."""

import subprocess
import sys

LIGHT = "catalogue checking corpora grammar recurrent sampling vocabulary windows"


def test_tensorflow_is_imported_only_where_it_is_needed():
    code = f"""
import sys
for name in {LIGHT.split()}:
    __import__(f"utils.{{name}}")
assert not {{"tensorflow", "keras"}} & sys.modules.keys()
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
