"""What the cells of the capstone give to every answer."""
# ruff: noqa: F401

from collections import Counter

import numpy as np
