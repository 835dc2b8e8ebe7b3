"""What runs in front of the students' kernels: a warm process that forks them.

Started as `python -m zygote <options>` from a folder that holds nothing else of the
course, so it imports nothing but its own files and what kernels need anyway.
"""
