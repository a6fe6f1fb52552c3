"""Runs moto with TLS, verifies signatures, logs requests, and fails some of them.

    python server.py PORT FOLDER

Writes `ca.pem`, the certificate to trust, `other.pem`, another one, and `requests.log` to FOLDER. A line of the log is a path prefix, the access
key of the request, and its fault or `ok`. Prefixes are `/run/NAME`, and `/run/NAME-faults` for requests with faults.
"""

import datetime
import hmac
import io
import ipaddress
import json
import os
import socket
import sys
import time
from collections import Counter
from urllib.parse import parse_qsl, urlsplit

from botocore.auth import S3SigV4Auth, S3SigV4QueryAuth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import run_simple

# The secret of every access key. The programs must not print it.
SECRET = "xyzzy-secret"

# The faults of the requests below a prefix, in order. Others have none.
FAULTS = ["503", "closed", "ok", "cut", "ok", "slow"]

# Moto does not have this operation of AWS Backup.
RECOVERY_POINTS = ("GET", "/backup-vaults/vault/recovery-points/")


def certificates(folder):
    """Writes the certificate of an authority, and a certificate and a key for this server. Returns their paths."""
    start = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=1)

    def certificate(name, key, issuer, issuer_key, is_authority):
        builder = x509.CertificateBuilder(
            issuer_name=x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]),
            subject_name=x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]),
            public_key=key.public_key(),
            serial_number=x509.random_serial_number(),
            not_valid_before=start,
            not_valid_after=start + datetime.timedelta(days=30),
        )
        address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
        builder = builder.add_extension(x509.BasicConstraints(is_authority, None), critical=True)
        builder = builder.add_extension(x509.SubjectAlternativeName([address]), critical=False)
        return builder.sign(issuer_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

    authority, other, own = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
    key = own.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    texts = {
        "ca.pem": certificate("authority", authority, "authority", authority, True),
        "other.pem": certificate("other", other, "other", other, True),
        "server.pem": certificate("server", own, "authority", authority, False),
        "server.key": key,
    }
    for name, text in texts.items():
        with open(os.path.join(folder, name), "wb") as file:
            file.write(text)
    return os.path.join(folder, "server.pem"), os.path.join(folder, "server.key")


def access_key(environ, body):
    """The access key of a request, or `None` if its signature is wrong."""
    if "X-Amz-Signature=" in environ["RAW_URI"]:
        return key_of_url(environ)
    try:
        fields = environ["HTTP_AUTHORIZATION"].removeprefix("AWS4-HMAC-SHA256 ").split(",")
        fields = dict(field.strip().split("=", 1) for field in fields)
        key, _, region, service, _ = fields["Credential"].split("/")
        names = [(name, name.upper().replace("-", "_")) for name in fields["SignedHeaders"].split(";")]
        headers = {name: environ.get(f"HTTP_{variable}", environ.get(variable)) for name, variable in names}
    except (KeyError, ValueError):
        return None
    url = f"https://{environ['HTTP_HOST']}{environ['RAW_URI']}"
    request = AWSRequest(environ["REQUEST_METHOD"], url, headers, body)
    request.context["timestamp"] = environ["HTTP_X_AMZ_DATE"]
    signer = (S3SigV4Auth if service == "s3" else SigV4Auth)(Credentials(key, SECRET), service, region)
    text = signer.string_to_sign(request, signer.canonical_request(request))
    return key if hmac.compare_digest(signer.signature(text, request), fields["Signature"]) else None


def key_of_url(environ):
    """The access key of a presigned URL, or `None` if its signature is wrong."""
    url, signature = f"https://{environ['HTTP_HOST']}{environ['RAW_URI']}".split("&X-Amz-Signature=")
    query = dict(parse_qsl(urlsplit(url).query))
    key, _, region, service, _ = query["X-Amz-Credential"].split("/")
    names = query["X-Amz-SignedHeaders"].split(";")
    headers = {name: environ[f"HTTP_{name.upper().replace('-', '_')}"] for name in names}
    request = AWSRequest(environ["REQUEST_METHOD"], url, headers)
    request.context["timestamp"] = query["X-Amz-Date"]
    signer = S3SigV4QueryAuth(Credentials(key, SECRET), service, region)
    text = signer.string_to_sign(request, signer.canonical_request(request))
    return key if hmac.compare_digest(signer.signature(text, request), signature) else None


class Guard:
    """Verifies and logs a request, and fails or passes it on."""

    def __init__(self, app, log):
        self.app, self.log, self.counts = app, log, Counter()

    def __call__(self, environ, start):
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        key = access_key(environ, body)
        prefix, fault = self.enter(environ)
        # The only operation of the programs that is not signed.
        is_unsigned = "HTTP_AUTHORIZATION" not in environ
        if key is None and not (is_unsigned and b"Action=AssumeRoleWithWebIdentity&" in body):
            fault = "unsigned"
        print(prefix, key, fault, file=self.log, flush=True)
        if fault == "unsigned":
            return answer(start, "403 Forbidden", {"__type": "SignatureDoesNotMatch"})
        if fault == "503":
            return answer(start, "503 Service Unavailable", {"__type": "ServiceUnavailableException"})
        if fault == "closed":
            environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
            return answer(start, "200 OK", {})
        if fault == "slow":
            time.sleep(1)
        reply = self.pass_on(environ, start, body)
        return [reply[: len(reply) // 2]] if fault == "cut" else [reply]

    def enter(self, environ):
        """Takes the prefix off the path. Returns it with the fault of the request."""
        path = environ["PATH_INFO"]
        if not path.startswith("/run/"):
            return "/", "ok"
        prefix = "/".join(path.split("/")[:3])
        for name in ["PATH_INFO", "RAW_URI", "REQUEST_URI"]:
            environ[name] = environ[name][len(prefix) :]
        number = self.counts[prefix]
        self.counts[prefix] += 1
        is_faulty = prefix.endswith("-faults") and number < len(FAULTS)
        return prefix, FAULTS[number] if is_faulty else "ok"

    def pass_on(self, environ, start, body):
        """The body of moto's reply."""
        if (environ["REQUEST_METHOD"], environ["PATH_INFO"]) == RECOVERY_POINTS:
            return answer(start, "200 OK", {"RecoveryPoints": [{"RecoveryPointArn": "arn"}]})[0]
        environ["wsgi.input"] = io.BytesIO(body)
        return b"".join(self.app(environ, start))


def answer(start, status, document):
    """A JSON reply."""
    body = json.dumps(document).encode()
    start(status, [("content-type", "application/json"), ("content-length", str(len(body)))])
    return [body]


def main(port, folder):
    with open(os.path.join(folder, "requests.log"), "w", encoding="utf-8") as log:
        app = Guard(DomainDispatcherApplication(create_backend_app), log)
        tls = certificates(folder)
        run_simple(
            "127.0.0.1", port, app, threaded=True, ssl_context=tls, request_handler=MotoRequestHandler
        )


main(int(sys.argv[1]), sys.argv[2])
