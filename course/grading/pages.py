"""The old place of `HarmlessPages`: see `renamed`."""

from course.grading.renamed import renamed_class

HarmlessPages = renamed_class("course.grading.pages.HarmlessPages")
