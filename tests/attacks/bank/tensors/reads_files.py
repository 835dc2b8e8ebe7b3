"""Reads and writes files by TensorFlow's own operations, past Python's `open`.

earns: 0
"""

# %%
for path in (
    "@COURSE@/gradebook.db",
    "@COURSE@/source/00-tensors/tensors.py",
    "@HOME@/.bashrc",
):
    for read in (tf.io.read_file, lambda path: tf.io.gfile.GFile(path, "rb").read()):
        try:
            print("LO" + "OT", read(path))
        except Exception as error:
            print(type(error).__name__)
for path in ("@MARKER@", "@HOME@/left-by-an-attack", "@COURSE@/canary"):
    try:
        tf.io.write_file(path, "written")
        tf.io.gfile.copy(path, path + "-again", overwrite=True)
    except Exception as error:
        print(type(error).__name__)


# %% halve
def halve(x):
    return tf.io.decode_raw(tf.io.read_file("@COURSE@/gradebook.db"), tf.float32)
