"""Kernels for students' code: forked from a warm zygote, shut in by bubblewrap.

`provisioner` is what Jupyter sees, `bubblewrap` says what is visible inside,
`zygote_pool` and `zygote_client` keep the zygotes; `zygote/` runs inside, before any
student's code.
"""

from course.sandbox.provisioner import SealedKernelManager, SealedProvisioner
from course.sandbox.zygote_client import ZYGOTE_ENDED, NoKernel, ResourceLimits, Usage

__all__ = [
    "ZYGOTE_ENDED",
    "NoKernel",
    "ResourceLimits",
    "SealedKernelManager",
    "SealedProvisioner",
    "Usage",
]
