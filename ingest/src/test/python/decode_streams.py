"""A second decoder of captured sessions, for comparison with the one under test.

Written from the wire specification alone and as differently as can be: it reads whole connections, not pieces.
Needs the standard library only.

    python3 decode_streams.py CAPTURE.ndjson.gz ...

A capture has one JSON object a line: {"dir": "c2s" or "s2c", "b64": ...}. Prints one JSON object for each capture.
"""
import base64
import gzip
import hashlib
import json
import sys
import urllib.parse
import zlib

WORDS = """options head post put delete trace accept accept-charset accept-encoding accept-language accept-ranges age
allow authorization cache-control connection content-base content-encoding content-language content-length
content-location content-md5 content-range content-type date etag expect expires from host if-match if-modified-since
if-none-match if-range if-unmodified-since last-modified location max-forwards pragma proxy-authenticate
proxy-authorization range referer retry-after server te trailer transfer-encoding upgrade user-agent vary via warning
www-authenticate method get status 200_OK version HTTP/1.1 url public set-cookie keep-alive origin""".split()
REST = (
    "100101201202205206300302303304305306307402405406407408409410411412413414415416417502504505"
    "203 Non-Authoritative Information" "204 No Content" "301 Moved Permanently" "400 Bad Request" "401 Unauthorized"
    "403 Forbidden" "404 Not Found" "500 Internal Server Error" "501 Not Implemented" "503 Service Unavailable"
    "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec 00:00:00 Mon, Tue, Wed, Thu, Fri, Sat, Sun, GMT"
    "chunked,text/html,image/png,image/jpg,image/gif,application/xml,application/xhtml+xml,text/plain,text/javascript,public"
    "private" "max-age=gzip,deflate,sdch" "charset=utf-8" "charset=iso-8859-1,utf-,*,enq=0."
)
DICTIONARY = b"".join(
    len(word).to_bytes(4, "big") + word.replace("_", " ").encode() for word in WORDS
) + REST.encode()
assert hashlib.sha256(DICTIONARY).hexdigest() == "51d27341373f923f3cd88e1eb7162aeaa3723d7585ff2399201dc06498407f02"


class Session:
    """What is found in one connection."""

    def __init__(self):
        self.streams = {"stdin": bytearray(), "stdout": bytearray(), "stderr": bytearray()}
        self.resize = bytearray()
        self.status = bytearray()
        self.ports = []

    def summary(self):
        return {
            "streams": {
                name: {"length": len(data), "sha256": hashlib.sha256(data).hexdigest()}
                for name, data in self.streams.items()
            },
            "resizes": list(sizes(self.resize.decode())),
            "status": self.status.decode(),
            "exit": exit_code(self.status),
            "ports": sorted(self.ports),
        }


def sizes(text):
    """A stream of JSON objects, keys in any case."""
    reader = json.JSONDecoder()
    at = 0
    while text[at:].strip():
        at += len(text[at:]) - len(text[at:].lstrip())
        size, at = reader.raw_decode(text, at)
        size = {key.lower(): value for key, value in size.items()}
        yield [size.get("width", 0), size.get("height", 0)]


def exit_code(status):
    """0 to 255, or None when it is not known."""
    try:
        status = json.loads(status)
    except ValueError:
        return None
    if status.get("status") == "Success":
        return 0
    for cause in status.get("details", {}).get("causes", []):
        if cause.get("reason") == "ExitCode":
            return int(cause["message"])
    return None


def frames_of_websocket(data):
    """(fin, opcode, payload) of every whole frame, and the payload so far of one that is cut."""
    at = 0
    while at + 2 <= len(data):
        fin, opcode = data[at] >> 7, data[at] & 15
        masked, length = data[at + 1] >> 7, data[at + 1] & 127
        at += 2
        if length > 125:
            width = 2 if length == 126 else 8
            length = int.from_bytes(data[at : at + width], "big")
            at += width
        key = b"\0\0\0\0"
        if masked:
            key, at = data[at : at + 4], at + 4
        payload = data[at : at + length]
        at += length
        pad = (key * (len(payload) // 4 + 1))[: len(payload)]
        number = int.from_bytes(payload, "big") ^ int.from_bytes(pad, "big")
        yield fin, opcode, number.to_bytes(len(payload), "big")


def channel(session, number, payload, from_client, closed):
    names = {0: "stdin"} if from_client else {1: "stdout", 2: "stderr"}
    if number in names and number not in closed:
        session.streams[names[number]] += payload
    elif from_client and number == 4:
        session.resize += payload
    elif not from_client and number == 3:
        session.status += payload
    elif from_client and number == 255 and len(payload) == 1:
        closed.add(payload[0])


def unpacked(message, text):
    if text:
        return message[0] - ord("0"), base64.b64decode(message[1:])
    return message[0], message[1:]


def websocket(session, client, server, protocol):
    text = "base64" in protocol
    closed = set()
    # Towards the server every frame is a message of its own.
    for _, opcode, payload in frames_of_websocket(client):
        if opcode < 8 and payload:
            channel(session, *unpacked(payload, text), True, closed)
    message = b""
    for fin, opcode, payload in frames_of_websocket(server):
        if opcode < 8:
            message += payload
            if fin:
                if message:
                    channel(session, *unpacked(message, text), False, set())
                message = b""
    if message:
        channel(session, *unpacked(message, text), False, set())


def tunnel(data):
    return b"".join(payload for _, opcode, payload in frames_of_websocket(data) if opcode < 8)


def headers_of(block):
    count, at = int.from_bytes(block[:4], "big"), 4
    headers = {}
    for _ in range(count):
        parts = []
        for _ in range(2):
            length = int.from_bytes(block[at : at + 4], "big")
            parts.append(block[at + 4 : at + 4 + length].decode())
            at += 4 + length
        headers[parts[0]] = parts[1]
    return headers


def opened_streams(client):
    """Headers of the streams by number."""
    inflate = zlib.decompressobj(zdict=DICTIONARY)
    streams = {}
    at = 0
    while at + 8 <= len(client):
        kind = int.from_bytes(client[at : at + 4], "big")
        length = int.from_bytes(client[at + 5 : at + 8], "big")
        payload = client[at + 8 : at + 8 + length]
        at += 8 + length
        if kind == 0x80030001:
            streams[int.from_bytes(payload[:4], "big")] = headers_of(inflate.decompress(payload[10:]))
        elif kind in (0x80030002, 0x80030008):
            inflate.decompress(payload[4:])
    return streams


def data_of_spdy(data):
    """(stream, bytes) of every data frame, and the bytes so far of one that is cut."""
    at = 0
    while at + 8 <= len(data):
        number = int.from_bytes(data[at : at + 4], "big")
        length = int.from_bytes(data[at + 5 : at + 8], "big")
        if number < 0x80000000:
            yield number, data[at + 8 : at + 8 + length]
        at += 8 + length


def spdy(session, client, server):
    streams = opened_streams(client)
    for data, names in (
        (client, {"stdin": session.streams["stdin"], "resize": session.resize}),
        (
            server,
            {"stdout": session.streams["stdout"], "stderr": session.streams["stderr"], "error": session.status},
        ),
    ):
        for number, payload in data_of_spdy(data):
            sink = names.get(streams.get(number, {}).get("streamtype"))
            if sink is not None:
                sink += payload


def port_forward(session, client, server):
    for number, headers in opened_streams(client).items():
        if headers["streamtype"] == "data":
            counts = [
                sum(len(payload) for stream, payload in data_of_spdy(data) if stream == number)
                for data in (client, server)
            ]
            session.ports.append([int(headers["port"]), headers["requestid"], *counts])


def header_lines(head):
    lines = head.decode("latin-1").split("\r\n")
    pairs = [line.split(":", 1) for line in lines[1:] if ":" in line]
    return lines[0], {name.strip().lower(): value.strip() for name, value in pairs}


def decode(path):
    halves = {"c2s": bytearray(), "s2c": bytearray()}
    with gzip.open(path, "rt") as lines:
        for line in lines:
            entry = json.loads(line)
            if "b64" in entry:
                halves[entry["dir"]] += base64.b64decode(entry["b64"])
    request_head, _, client = bytes(halves["c2s"]).partition(b"\r\n\r\n")
    answer_head, _, server = bytes(halves["s2c"]).partition(b"\r\n\r\n")
    request, _ = header_lines(request_head)
    answer, headers = header_lines(answer_head)
    if " 101 " not in answer:
        return {"session": False}
    path_of = urllib.parse.urlsplit(request.split(" ")[1]).path
    session = Session()
    upgraded = headers["upgrade"].lower()
    protocol = headers.get("sec-websocket-protocol", "")
    if upgraded == "websocket":
        if "portforward" in protocol:
            port_forward(session, tunnel(client), tunnel(server))
        else:
            websocket(session, client, server, protocol)
    elif path_of.endswith("/portforward"):
        port_forward(session, client, server)
    else:
        spdy(session, client, server)
    return {"session": True, **session.summary()}


for capture in sys.argv[1:]:
    print(json.dumps(decode(capture)))
