"""The old place of `SealedExecute`: see `renamed`."""

from course.grading.renamed import renamed_class

SealedExecute = renamed_class("course.grading.execute.SealedExecute")
