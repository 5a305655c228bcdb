"""Lines of JSON, of which the description describes one: a file of one line is sent."""

import json

import schemathesis

KIND = "application/x-ndjson"

schemathesis.serializer.alias(KIND, "application/json")


@schemathesis.deserializer(KIND)
def first_line(ctx, response):
    return json.loads(response.content.splitlines()[0])
