"""Has Textgate send texts to an endpoint of our own, and each request judged."""

import http.server
import pathlib
import subprocess
import sys
import threading

import aws
import prism

# country: whom to, what its route says, and which word a provider needs below to get it
TEXTS = {
    "US": ("+14155552671", "", ""),
    "FR": ("+33612345678", 'text = "{code} est votre code Žižkov."', ""),
    "GB": ("+447400123456", 'sender = "TXTGTE"', "name"),
    "IN": ("+919876543210", 'sender = "TXTGTE", entity = "1101298140000026111", '
                            'template = "1107160284000053222"', "india"),
}

# kind: which texts beside the plain ones it takes, and its settings
PROVIDERS = {
    "aws-sms": ("name india", aws.SETTINGS + 'configuration_set = "textgate"'),
    "aws-sns": ("name india", aws.SETTINGS),
    "africastalking": ("name", 'username = "harbour"\napi_key = "key"'),
    "infobip": ("name india", 'api_key = "key"\nfrom = "+15005550006"'),
    "messagebird": ("name", 'access_key = "key"\nfrom = "+15005550006"\nsigning_key = "key"'),
    "msg91": ("name", 'authkey = "key"\ntemplate_id = "64f0c0ffee0123456789abcd"'),
    "plivo": ("name india", 'auth_id = "MAXXXXXXXXXXXXXXXXXX"\nauth_token = "token"\n'
                            'from = "+15005550006"'),
    "sinch": ("name", 'service_plan_id = "0123456789abcdef0123456789abcdef"\n'
                      'api_token = "token"\nfrom = "+15005550006"'),
    "telnyx": ("name", 'api_key = "key"\nfrom = "+15005550006"\n'
                       'messaging_profile_id = "4e9b9f2a-3b0c-4c57-9f0e-6b1f2c3d4e5f"'),
    "twilio": ("name", 'account_sid = "AC00000000000000000000000000000000"\n'
                       'auth_token = "token"\nfrom = "+15005550006"'),
    "vonage": ("name india", 'api_key = "abcd1234"\napi_secret = "secret"\n'
                             'from = "+15005550006"'),
    "whatsapp": ("", 'phone_number_id = "106540352242922"\naccess_token = "token"\n'
                     'template = "sign_in_code"'),
}


class Endpoint(http.server.BaseHTTPRequestHandler):
    """In the provider's place: has `judge` say what is wrong, and answer."""

    protocol_version = "HTTP/1.1"
    judge = None
    wrong = None

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            wrong, status, kind, answer = Endpoint.judge(self.path, headers, body)
        except Exception as error:  # what cannot be read is not valid
            wrong, status, kind, answer = [repr(error)], 500, "text/plain", b""
        Endpoint.wrong = (Endpoint.wrong or []) + wrong
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


def configure(kind, port):
    """Writes textgate.toml; says which countries it serves."""
    takes, settings = PROVIDERS[kind]
    countries = [it for it, (_, _, needs) in TEXTS.items() if needs in takes]
    routes = [f'{it} = [{{ provider = "main", {TEXTS[it][1]} }}]' for it in countries]
    lines = [
        'public_url = "https://id.example.com"', f"regions = {countries}",
        "[[provider]]", 'name = "main"', f'kind = "{kind}"', settings,
        f'base_url = "http://127.0.0.1:{port}"', "[routes]", *routes,
    ]
    pathlib.Path("textgate.toml").write_text("\n".join(lines).replace(", }", " }"))
    return countries


def send(program, kind, port):
    """Sends each text; returns how many requests are not valid."""
    failed = 0
    for country in configure(kind, port):
        Endpoint.wrong = None
        command = [program, "send-test", TEXTS[country][0]]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        wrong = Endpoint.wrong
        if wrong is None:
            wrong = [f"no request was made: {ended.stderr.strip() or ended.stdout.strip()}"]
        told = dict(line.split(None, 1) for line in ended.stdout.splitlines() if " " in line)
        outcome = " ".join(filter(None, [told.get("outcome"), told.get("detail")]))
        print(f"{kind} {country}: {'NOT VALID' if wrong else 'valid'}; answered: {outcome}")
        for line in wrong:
            print(f"    {line}")
        failed += bool(wrong)
    return failed


def main(program, folder=None):
    pathlib.Path("textgate.key").write_text(
        "9f1c3a5e7d2b4860a1c3e5f70912b4d6f8e0a2c4b6d8f1e3c5a7092b4d6e8f10\n")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port, failed, skipped = server.server_port, 0, []
    for kind in PROVIDERS:
        if kind in aws.SERVICES:
            Endpoint.judge = aws.Judge(kind)
            failed += send(program, kind, port)
        elif file := prism.file_of(kind, folder):
            with prism.Judge(file) as Endpoint.judge:
                failed += send(program, kind, port)
        else:
            skipped.append(kind)
    if skipped:
        print(f"skipped, for there is no file: {', '.join(skipped)}")
    print(f"{failed} requests are not valid" if failed else "every request is valid")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
