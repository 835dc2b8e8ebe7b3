"""One notebook judged: its task, its kernel, the wire, the criteria, the verdict."""
