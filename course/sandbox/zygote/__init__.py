"""A warm process that forks the students' kernels.

It is started as `python -m zygote <options>` in a folder with nothing of the course but
the library. It imports only its own files and what kernels need anyway.
"""
