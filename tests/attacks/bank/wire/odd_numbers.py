"""Sends numbers that JSON has not, and those that take long to read, in every place.

earns: 0
"""

# %%
import sys

guest = sys.modules["charlm_guest"]
NUMBERS = ["NaN", "-Infinity", "1e999", "-0.0", "9" * 4000, "9" * 100_000, "1e-999999"]
PLACES = [
    '{"status":"ok","printed":"","objects":{},"value":%s}',
    '{"status":"ok","printed":"","objects":{"1":["array","<f8",[%s],""]},"value":0}',
    '{"status":"ok","printed":"","objects":{},"value":["ref",%s]}',
    '{"status":"ok","printed":"","objects":{},"value":["handle",%s,"f"]}',
    '{"status":"ok","printed":"","objects":{},"value":["complex",%s,%s]}',
    '{"status":"ok","spent":%s,"printed":"","objects":{"%s":["list",[]]},"value":0}',
]
sent = 0


def lying(request):
    global sent
    sent += 1
    place = PLACES[sent % len(PLACES)]
    number = NUMBERS[sent // len(PLACES) % len(NUMBERS)]
    return place % ((number,) * place.count("%s"))


guest.serve = lying
