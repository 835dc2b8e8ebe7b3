"""Kernels for students' code: forked from a warm zygote, shut in by bubblewrap.

`provisioner` is what Jupyter sees, `bubblewrap` says what is visible inside,
`zygote_pool` and `zygote_client` keep the zygotes; `zygote/` runs inside, before any
student's code. `ordinary` is for systems that have no zygote.
"""

from course.sandbox.ordinary import OrdinaryKernelManager
from course.sandbox.provisioner import (
    HAS_ZYGOTES,
    SealedKernelManager,
    SealedProvisioner,
)
from course.sandbox.zygote_client import ZYGOTE_ENDED, NoKernel

__all__ = [
    "HAS_ZYGOTES",
    "ZYGOTE_ENDED",
    "NoKernel",
    "OrdinaryKernelManager",
    "SealedKernelManager",
    "SealedProvisioner",
]
