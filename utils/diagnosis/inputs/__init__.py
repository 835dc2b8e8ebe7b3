"""The diagnostic inputs of each lesson: probes that call an answer and look."""
