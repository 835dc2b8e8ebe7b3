"""Sends replies that are no messages at all, with a right and a wrong signature.

earns: 0
"""

# %%
kernel = get_ipython().kernel


async def answer(stream, ident, parent):
    for junk in (b"", b"[]", b"7", b'{"a": NaN}', b"\xff\xfe", b"[" * 5000):
        stream.send_multipart([*ident, b"<IDS|MSG>", b"bad", junk, junk, junk, junk])
        signed = kernel.session.sign([junk] * 4)
        stream.send_multipart([*ident, b"<IDS|MSG>", signed, junk, junk, junk, junk])
    stream.send_multipart([*ident])
    stream.send_multipart([*ident, b"no delimiter"])
    for content in ([], {"status": 7}, {"user_expressions": []}, "text"):
        kernel.session.send(stream, "execute_reply", content, parent, ident=ident)
    kernel._publish_status("idle", "shell", parent=parent)


kernel.shell_handlers["execute_request"] = answer
