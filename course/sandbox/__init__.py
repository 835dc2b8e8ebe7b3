"""Kernels for students' code: forked from a warm zygote, confined by bubblewrap.

`provisioner` presents them to Jupyter, `bubblewrap` defines what is visible inside,
`zygote_pool` and `zygote_client` manage the zygotes, and `zygote/` runs inside, before
any student's code. `ordinary` is for systems without zygotes.
"""

from course.sandbox.files_beside import FilesBeside, files_beside
from course.sandbox.ordinary import OrdinaryKernelManager
from course.sandbox.provisioner import (
    HAS_ZYGOTES,
    SealedKernelManager,
    SealedProvisioner,
)
from course.sandbox.zygote_client import ZYGOTE_ENDED, NoKernel, Usage

__all__ = [
    "HAS_ZYGOTES",
    "ZYGOTE_ENDED",
    "FilesBeside",
    "NoKernel",
    "OrdinaryKernelManager",
    "SealedKernelManager",
    "SealedProvisioner",
    "Usage",
    "files_beside",
]
