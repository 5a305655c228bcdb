"""AWS: the request beside botocore's model, serializer and signature."""

import json
import re
from urllib.parse import parse_qsl

import botocore.session
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.serialize import create_serializer
from botocore.validate import ParamValidator

# kind: the service in botocore, its operation, and an answer
SERVICES = {
    "aws-sms": ("pinpoint-sms-voice-v2", "SendTextMessage", b'{"MessageId":"m-1"}'),
    "aws-sns": ("sns", "Publish", b"<PublishResponse><PublishResult><MessageId>m-1</MessageId>"
                                  b"</PublishResult></PublishResponse>"),
}
REGION = "eu-west-1"
CREDENTIALS = Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                          "AQoDYXdzEPT//////////wEXAMPLEtc764")
SETTINGS = f"""access_key_id = "{CREDENTIALS.access_key}"
secret_access_key = "{CREDENTIALS.secret_key}"
session_token = "{CREDENTIALS.token}"
region = "{REGION}"
sender = "+15005550006"
max_price = "0.50"
"""


class Judge:
    def __init__(self, kind):
        service, operation, self.answer = SERVICES[kind]
        self.service = botocore.session.get_session().get_service_model(service)
        self.operation = self.service.operation_model(operation)

    def __call__(self, path, headers, body):
        is_json = self.service.protocol == "json"
        read = json.loads if is_json else read_form
        told = read(body.decode())
        shape = self.operation.input_shape
        report = ParamValidator().validate(told, shape)
        wrong = [report.generate_report()] if report.has_errors() else []
        wrong += list(beyond(shape, told, ""))
        if not wrong:
            wrong += self.unlike_botocores(told, path, headers, body)
        wrong += self.signature(path, headers, body)
        return wrong, 200, headers["content-type"], self.answer

    def unlike_botocores(self, told, path, headers, body):
        """What botocore would have written otherwise."""
        own = create_serializer(self.service.protocol).serialize_to_request(told, self.operation)
        if self.service.protocol == "json":
            same = json.loads(body) == json.loads(own["body"])
        else:
            form = {name: str(value) for name, value in own["body"].items()}
            same = dict(parse_qsl(body.decode(), strict_parsing=True)) == form
        if not same:
            yield f"the body differs from botocore's: {own['body']}"
        if path != own["url_path"]:
            yield f"the path is {path}, botocore's {own['url_path']}"
        for name, value in own["headers"].items():
            if headers.get(name.lower()) != value:
                yield f"{name} is {headers.get(name.lower())}, botocore's {value}"

    def signature(self, path, headers, body):
        """Signs the same again, at the same second."""
        found = headers.get("authorization", "")
        match = re.search(r"SignedHeaders=([^,]+)", found)
        signed = match[1].split(";") if match else []
        needed = {"host", *(name for name in headers if name.startswith("x-amz-"))}
        for name in sorted(needed - set(signed)):
            yield f"{name} is not signed"
        signer = SigV4Auth(CREDENTIALS, self.service.signing_name, REGION)
        again = AWSRequest("POST", f"http://{headers['host']}{path}", data=body)
        for name in signed:
            again.headers[name] = headers.get(name, "")
        again.context["timestamp"] = headers.get("x-amz-date", "")
        text = signer.string_to_sign(again, signer.canonical_request(again))
        signer._inject_signature_to_request(again, signer.signature(text, again))
        if found != again.headers["Authorization"]:
            yield f"Authorization is {found}, botocore's {again.headers['Authorization']}"
        if headers.get("x-amz-security-token") != CREDENTIALS.token:
            yield "the session token is another"


def read_form(text):
    """SNS's form as botocore takes it."""
    form = dict(parse_qsl(text, strict_parsing=True))
    del form["Action"], form["Version"]
    attributes = {}
    entry = "MessageAttributes.entry."
    for name in [name for name in form if name.startswith(entry)]:
        at, rest = name.removeprefix(entry).split(".", 1)
        attributes.setdefault(at, {})[rest.removeprefix("Value.")] = form.pop(name)
    form["MessageAttributes"] = {it.pop("Name"): it for it in attributes.values()}
    return form


def beyond(shape, value, place):
    """The bounds of the model that botocore leaves to the service."""
    if shape.type_name == "structure":
        for name, one in value.items():
            if name in shape.members:
                yield from beyond(shape.members[name], one, f"{place}.{name}")
    elif shape.type_name == "map":
        for key, one in value.items():
            yield from beyond(shape.key, key, f"{place} key")
            yield from beyond(shape.value, one, f"{place}.{key}")
    bounds = shape.metadata
    size = value if isinstance(value, int) else len(value)
    if size > bounds.get("max", size):
        yield f"{place} is beyond {bounds['max']}"
    if "pattern" in bounds and not re.fullmatch(bounds["pattern"], value):
        yield f"{place} is not {bounds['pattern']}"
    if value not in bounds.get("enum", [value]):
        yield f"{place} is none of {bounds['enum']}"
