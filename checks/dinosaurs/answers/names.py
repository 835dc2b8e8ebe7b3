"""What the cells of lesson 1 give to every answer."""
# ruff: noqa: F401

import copy
import random

import numpy as np

from utils.numpy_rnn import (
    get_initial_loss,
    get_sample,
    initialize_parameters,
    rnn_backward,
    rnn_forward,
    smooth,
    softmax,
    update_parameters,
)
from utils.practice import rnn_step_forward as step_forward
