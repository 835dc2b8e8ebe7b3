"""Commands that are too long for `cli`: they parse options, and call what works."""
