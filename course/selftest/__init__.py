"""The course tries itself: the zoo of answers, mutants, the class of the demo."""
