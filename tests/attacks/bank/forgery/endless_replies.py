"""Sends replies to requests that nobody made, faster than they can be read.

earns: 0
"""

# %%
kernel = get_ipython().kernel
other = {"header": {"msg_id": "another"}}
replies = []
for _ in range(8_000):
    message = kernel.session.msg("execute_reply", {"status": "ok"}, parent=other)
    replies.append(kernel.session.serialize(message))


async def answer(stream, ident, parent):
    while True:
        for reply in replies:
            stream.socket.send_multipart([*ident, *reply])


kernel.shell_handlers["execute_request"] = answer
