"""The old place of `Repair`: see `renamed`."""

from course.grading.renamed import renamed_class

Repair = renamed_class("course.grading.repair.Repair")
