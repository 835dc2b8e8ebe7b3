"""Stand in for a grammar of internationalised addresses that takes two seconds to load.

jsonschema imports it in every program of nbgrader and Jupyter, and does without.
"""

raise ImportError("not in the tests: no notebook has such addresses")
