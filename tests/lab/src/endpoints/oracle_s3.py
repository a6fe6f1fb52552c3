"""Prints the requests that botocore's clients of S3 and S3 Control send, a JSON object a line.

Usage: oracle_s3.py, with botocore on PYTHONPATH. No request leaves the process.
"""

import itertools
import json

from botocore.config import Config
from botocore.session import Session

REGIONS = ["us-east-1", "eu-west-1", "aws-global", "cn-north-1", "us-gov-west-1", "us-iso-east-1"]
URLS = [
    "http://localhost:9000",
    "http://localhost:9000/base",
    "https://oats.example.com/base/",
    "http://127.0.0.1:9000",
    "https://[::1]:9000",
    "https://s3-accelerate.amazonaws.com",
    "https://s3-accelerate.dualstack.amazonaws.com",
]
OWNER = "210987654321"
BUCKETS = [
    "oats",
    "red.oats",
    "Red_Oats",
    "ab",
    "a" * 63,
    "a" * 64,
    "1.2.3.4",
    "-oats",
    "oats--ap-s3alias",
    "oats--op-s3",
    "oats/7",
    "a" * 256,
    "oats--use1-az1--x-s3",
    "oats--use1-az1--xa-s3",
    "oats-o" + "0" * 43 + "--op-s3",
    "arn:broken",
    "arn:aws:s3:us-west-2:210987654321:accesspoint:oats",
    "arn:aws:s3:us-west-2:210987654321:accesspoint/oats",
    "arn:aws:s3:us-west-2:210987654321:accesspoint:red.oats",
    "arn:aws:s3:us-west-2:210987654321:accesspoint:oats:red",
    "arn:aws:s3:us-west-2:21:accesspoint:oats",
    "arn:aws:s3:us-west-2:210987654321:bucket:oats",
    "arn:aws:s3::210987654321:accesspoint:oats.mrap",
    "arn:aws:sqs:us-west-2:210987654321:accesspoint:oats",
    "arn:aws-cn:s3:cn-north-1:210987654321:accesspoint:oats",
    "arn:aws:s3-object-lambda:us-west-2:210987654321:accesspoint/oats",
    "arn:aws:s3-outposts:us-west-2:210987654321:outpost:op-1:accesspoint:oats",
]
KEYS = ["a/b//c", "/a", "..", "a/../b", ".", "a b+~\u00e4?#%", "a/", "//"]
OUTPOSTS = "arn:aws:s3-outposts:us-west-2:210987654321:outpost:op-1"
ACCOUNT = {"AccountId": OWNER}
CONTROL = [
    ("get_access_point", {"Name": "oats", **ACCOUNT}),
    ("get_access_point", {"Name": "oats--use1-az1--xa-s3", **ACCOUNT}),
    ("get_access_point", {"Name": OUTPOSTS + ":accesspoint:oats", **ACCOUNT}),
    ("get_bucket", {"Bucket": "oats", **ACCOUNT}),
    ("get_bucket", {"Bucket": OUTPOSTS + ":bucket:oats", **ACCOUNT}),
    ("create_bucket", {"Bucket": "oats"}),
    ("create_bucket", {"Bucket": "oats", "OutpostId": "op-1"}),
    ("list_regional_buckets", {**ACCOUNT}),
    ("list_regional_buckets", {"OutpostId": "op-1", **ACCOUNT}),
    ("list_access_points", {"Bucket": "oats", **ACCOUNT}),
    ("list_tags_for_resource", {"ResourceArn": f"arn:aws:s3:us-west-2:{OWNER}:accesspoint/oats", **ACCOUNT}),
    ("list_tags_for_resource", {"ResourceArn": f"arn:aws:s3express:us-west-2:{OWNER}:bucket/oats", **ACCOUNT}),
    ("list_jobs", {**ACCOUNT}),
]


class Sent(BaseException):
    """Ends a call instead of sending its request."""


def clients(session):
    """The clients, each with its settings."""
    flags = [False, True]
    for region, fips, dual, style, accelerate in itertools.product(
        REGIONS, flags, flags, (None, "path", "virtual"), flags
    ):
        yield {"region": region, "fips": fips, "dual_stack": dual, "style": style, "accelerate": accelerate}
    for region, url, fips, style, accelerate in itertools.product(
        REGIONS[1:3], URLS, flags, (None, "path", "virtual"), flags
    ):
        yield {"region": region, "url": url, "fips": fips, "style": style, "accelerate": accelerate}
    for region, arn, url in itertools.product(["us-west-2", "eu-west-1"], flags, [None, URLS[0]]):
        yield {"region": region, "url": url, "use_arn_region": arn}
    for style, fips, dual in itertools.product((None, "path"), flags, flags):
        yield {"region": "us-east-1", "fips": fips, "dual_stack": dual, "style": style, "global": True}


def client(session, service, settings):
    s3 = {"us_east_1_regional_endpoint": "legacy" if settings.get("global") else "regional"}
    for name, key in (("addressing_style", "style"), ("use_arn_region", "use_arn_region")):
        if settings.get(key) is not None:
            s3[name] = settings[key]
    if settings.get("accelerate"):
        s3["use_accelerate_endpoint"] = True
    config = Config(
        s3=s3,
        use_fips_endpoint=settings.get("fips"),
        use_dualstack_endpoint=settings.get("dual_stack"),
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    made = session.create_client(
        service, region_name=settings["region"], endpoint_url=settings.get("url"), config=config
    )

    def stop(request, **_):
        raise Sent(request)

    made.meta.events.register("before-send.*", stop)
    return made


def sent(made, operation, given):
    """The request of a call, or the error."""
    try:
        getattr(made, operation)(**given)
    except Sent as stopped:
        (request,) = stopped.args
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}
    text = lambda value: value.decode() if isinstance(value, bytes) else value
    headers = {name.lower(): text(value) for name, value in request.headers.items()}
    return {"method": request.method, "sent": request.url, "headers": headers}


def calls():
    for bucket in BUCKETS:
        yield "get_object", {"Bucket": bucket, "Key": "a"}
        yield "list_objects_v2", {"Bucket": bucket}
        yield "get_bucket_location", {"Bucket": bucket}
        yield "create_bucket", {"Bucket": bucket}
    for bucket, key in itertools.product(["oats", "red.oats", BUCKETS[16]], KEYS):
        yield "get_object", {"Bucket": bucket, "Key": key}
    yield "list_buckets", {}


def main():
    session = Session()
    session.set_credentials("AKIDEXAMPLE", "the-secret")
    for settings in clients(session):
        made = client(session, "s3", settings)
        for operation, given in calls():
            line = {"service": "s3", "operation": operation, "input": given, "settings": settings}
            print(json.dumps({**line, **sent(made, operation, given)}))
        # Nothing else concerns S3 Control.
        if settings.get("style") or settings.get("accelerate") or settings.get("global"):
            continue
        made = client(session, "s3control", settings)
        for operation, given in CONTROL:
            line = {"service": "s3control", "operation": operation, "input": given, "settings": settings}
            print(json.dumps({**line, **sent(made, operation, given)}))


main()
