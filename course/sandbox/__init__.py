"""Kernels for students' code: forked from a warm zygote, shut in by bubblewrap.

`provisioner` is what Jupyter sees, `sandbox` says what is visible inside, `nursery` and
`zygote_client` keep the zygotes; `zygote/` runs inside, before any student's code.
"""

from course.sandbox.provisioner import SealedKernelManager, SealedProvisioner
from course.sandbox.zygote_client import ZYGOTE_ENDED, Limits, NoKernel

__all__ = [
    "ZYGOTE_ENDED",
    "Limits",
    "NoKernel",
    "SealedKernelManager",
    "SealedProvisioner",
]
