"""The old place of `SealedProvisioner`, for old installations: see `renamed`."""

from course.grading.renamed import renamed_class

SealedProvisioner = renamed_class(
    "course.grading.kernel.SealedProvisioner", "install the project anew"
)
