#!/usr/bin/env bash
# npm's smpp 0.5.1: a text with an @.
#
# Guess: the client writes a text in the alphabet that it says it is in: 0 and GSM 03.38's
#   octets, or 1 and ASCII's (SMPP 3.4 §5.2.19: 1 is IA5, which is ASCII).
# Seen: unless told otherwise it says 1 and writes GSM 03.38. Letters and digits are the same in
#   both; @ goes out as a zero octet, $ as 2, _ as 17, ü as ~. Read as SMPP has it, the line for
#   the browser, `@id.example.com #048213`, arrives without its @, and no browser fills the code in.
#   The library reads its own octets back as they were meant, so a test with its own server
#   passes. With `data_coding: 0` it writes the same, and says so.
# So: a receiver of Textgate's webhook (`docs/providers/webhook.md`) that passes texts on by
#   this library sets `data_coding: 0` where the text is in GSM-7. A centre that takes 1 for its
#   own default hides the mistake until the route changes (node-smpp#26, #133, #181).
# Needs python3, node and npm. Exit 0: as described; 1: it changed.
set -euo pipefail
dir=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund smpp@0.5.1 >/dev/null
cat > center.py <<'END_PY'
"""A message centre for one client, which prints each text's alphabet and what a phone shows."""
import socket, struct

def fields(body):
    """The alphabet and the octets of a submit_sm (SMPP 3.4 §4.4.1)."""
    def text(at):
        return body.index(0, at) + 1
    at = text(0)             # service_type
    at = text(at + 2)        # source
    at = text(at + 2)        # destination
    at = text(at + 3)        # when
    at = text(at)            # until when
    alphabet, length = body[at + 2], body[at + 4]
    return alphabet, body[at + 5:at + 5 + length]

server = socket.create_server(("127.0.0.1", 0))
server.settimeout(20)
print(server.getsockname()[1], flush=True)
client, _ = server.accept()
client.settimeout(20)
stream = client.makefile("rb")
for _ in range(3):
    length, command, _, number = struct.unpack(">IIII", stream.read(16))
    body = stream.read(length - 16)
    if command == 4:
        alphabet, octets = fields(body)
        shown = ascii(octets.decode("ascii")) if alphabet == 1 else "by GSM 03.38"
        print(f"says {alphabet}, is {octets.hex()}, shown {shown}", flush=True)
    client.sendall(struct.pack(">IIII", 18, command | 1 << 31, 0, number) + b"1\0")
END_PY
cat > send.js <<'END_JS'
const smpp = require("smpp");
const text = "@id.example.com #048213 Büro";
const send = (port, done) => {
  const client = smpp.connect({ url: `smpp://127.0.0.1:${port}` }, () => {
    client.bind_transceiver({ system_id: "a", password: "b" }, () => {
      const message = { destination_addr: "14155552671", short_message: text };
      client.submit_sm(message, () => client.submit_sm({ ...message, data_coding: 0 }, done));
    });
  });
  client.on("error", () => {});
};
// to a server of the same library, then to the centre
const own = smpp.createServer((session) => {
  session.on("error", () => {});
  session.on("bind_transceiver", (pdu) => session.send(pdu.response()));
  session.on("submit_sm", (pdu) => {
    const same = pdu.short_message.message === text;
    console.log(`its own server, ${pdu.data_coding}: ${same ? "the same" : "another text"}`);
    session.send(pdu.response({ message_id: "1" }));
  });
});
own.listen(0, "127.0.0.1", () =>
  send(own.address().port, () => send(process.argv[2], () => process.exit(0))));
setTimeout(() => process.exit(1), 20000);
END_JS
python3 center.py > came &
for _ in $(seq 100); do
  [ -s came ] && break
  sleep 0.1
done
node send.js "$(head -n 1 came)" > own
wait
octets=0069642e6578616d706c652e636f6d202330343832313320427e726f
expected="its own server, 1: the same
its own server, 0: the same
says 1, is $octets, shown '\\x00id.example.com #048213 B~ro'
says 0, is $octets, shown by GSM 03.38"
seen=$(cat own; tail -n +2 came)
echo "$seen"
[ "$seen" = "$expected" ] || { echo "it changed; expected:"; echo "$expected"; exit 1; }
