"""Where `HarmlessPages` was: see `renamed`."""

from course.grading.renamed import renamed_class

HarmlessPages = renamed_class("course.grading.pages.HarmlessPages")
