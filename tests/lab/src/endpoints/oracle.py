"""Prints the endpoints that botocore resolves: a JSON object for operations with the same endpoints, and one for each call.

Usage: oracle.py SERVICE..., with botocore on PYTHONPATH. No request is sent.
"""

import itertools
import json
import re
import sys

import urllib3.util.ssl_

# Older versions of botocore import a name that urllib3 2 does not have. They do not use it without a connection.
urllib3.util.ssl_.DEFAULT_CIPHERS = getattr(urllib3.util.ssl_, "DEFAULT_CIPHERS", "")

from botocore.args import EPRBuiltins
from botocore.client import ClientEndpointBridge
from botocore.config import Config
from botocore.model import ServiceModel
from botocore.regions import EndpointRulesetResolver
from botocore.session import Session

MADE_UP = {
    "aws": "us-unknown-9",
    "aws-cn": "cn-unknown-9",
    "aws-eusc": "eusc-de-unknown-9",
    "aws-iso": "us-iso-unknown-9",
    "aws-iso-b": "us-isob-unknown-9",
    "aws-iso-e": "eu-isoe-unknown-9",
    "aws-iso-f": "us-isof-unknown-9",
    "aws-us-gov": "us-gov-unknown-9",
}
ACCOUNT = "123456789012"
OWNER = "210987654321"
RESOURCES = ["table/a", "stream/a", "stream/a/consumer/b:1", "queue/a", "channel/a", "key-value-store/a"]


def regions(partitions):
    """The known regions, and an unknown one for each partition, each with its partition."""
    for partition in partitions["partitions"]:
        name = partition["id"]
        for region in partition["regions"]:
            # Users name `aws-global`. The others exist in the partition data alone, where botocore signs for services
            # that the partition does not have.
            if region == "aws-global" or not region.endswith("-global"):
                yield name, region
        unknown = MADE_UP.get(name)
        if unknown and re.match(partition["regionRegex"], unknown):
            yield name, unknown


def parameters(operation, names):
    """What an operation gives to the rules: its constants, and its members and paths by parameter."""
    paths = getattr(operation, "operation_context_parameters", None) or {}
    static = {param.name: param.value for param in operation.static_context_parameters}
    paths = {name: param["path"] for name, param in paths.items()}
    paths.update({param.name: param.member_name for param in operation.context_parameters})
    return (
        {name: value for name, value in static.items() if name in names},
        {name: path for name, path in paths.items() if name in names and name not in static},
    )


def at(path, value):
    """An input with a value at a path."""
    if path.startswith("keys("):
        return {path[5:-1]: {value: {}}}
    head, bracket, choices = path.partition(".[")
    if bracket:
        last = choices[: choices.index("]")].split(",")[-1].strip()
        path = f"{head}.{last}"
    for name in reversed(path.split(".")):
        value = {name[:-3]: [value]} if name.endswith("[*]") else {name: value}
    return value


def samples(partition, region, service):
    """Values of a member that may be an ARN."""
    yield "a-1"
    yield "a_1"
    yield "a-1.b2"
    yield "12345678901234567890-123-abc"
    yield "arn:broken"
    for name in sorted({service, "dynamodb", "kinesis", "cloudfront"}):
        yield f"arn:{partition}:{name}::{OWNER}:key-value-store/a"
        yield f"arn:{partition}:{name}:{region}:{OWNER}:table/a"
    for resource in RESOURCES:
        yield f"arn:{partition}:{service}:{region}:{OWNER}:{resource}"
    for resource in RESOURCES[:4:3]:
        yield f"arn:{partition}:{service}:other-region-1:{OWNER}:{resource}"
        yield f"arn:other:{service}:{region}:{OWNER}:{resource}"
        yield f"arn:{partition}:{service}:{region}::{resource}"


def calls(partition, region, service, paths):
    """The inputs to try."""
    # A path of keys has no value without its map, which is required.
    if not any(path.startswith("keys(") for path in paths.values()):
        yield {}
    for path in paths.values():
        for value in samples(partition, region, service):
            yield at(path, value)


class Oracle:
    def __init__(self):
        self.session = Session()
        self.loader = self.session.get_component("data_loader")
        self.partitions = self.loader.load_data("partitions")
        self.legacy = self.session._get_internal_component("endpoint_resolver")

    def service(self, service):
        model = ServiceModel(self.loader.load_service_model(service, "service-2"), service)
        rules = self.loader.load_service_model(service, "endpoint-rule-set-1")
        names = set(rules["parameters"])
        classes = {}
        for name in model.operation_names:
            given = parameters(model.operation_model(name), names)
            classes.setdefault(json.dumps(given, sort_keys=True), (given, []))[1].append(name)
        found = EndpointRulesetResolver(
            endpoint_ruleset_data=rules,
            partition_data=self.partitions,
            service_model=model,
            builtins={},
            client_context={},
            event_emitter=self.session.get_component("event_emitter"),
        )
        accounts = [(None, "preferred")]
        if "AccountId" in names and "AccountIdEndpointMode" in names:
            accounts += [(ACCOUNT, "preferred"), (ACCOUNT, "disabled"), ("a_b", "preferred")]
        for (_, paths), operations in classes.values():
            yield {"service": service, "operations": operations}
            operation = model.operation_model(operations[0])
            seen = {}
            for partition, region in regions(self.partitions):
                seen[partition] = seen.get(partition, 0) + 1
                # Values of members are tried in one known and one unknown region of each partition.
                is_tried = seen[partition] == 1 or region in MADE_UP.values()
                tried = list(calls(partition, region, model.signing_name, paths))
                tried = tried if is_tried else tried[:1]
                for fips, dual in itertools.product((False, True), repeat=2):
                    for account, mode in accounts:
                        resolve = self.resolver(found, model, region, fips, dual, account, mode)
                        for call in tried if account in (None, ACCOUNT) and mode == "preferred" else tried[:1]:
                            answer = resolve(operation, call)
                            if self.is_foreign(partition, answer):
                                continue
                            yield {
                                "region": region,
                                "fips": fips,
                                "dual_stack": dual,
                                "account": account,
                                "disabled": mode == "disabled",
                                "input": call,
                                **answer,
                            }

    def is_foreign(self, partition, answer):
        """Whether botocore signs for another partition, as its older resolver does for services that this one lacks."""
        region = answer.get("signing_region") or ""
        others = [other for other in self.partitions["partitions"] if other["id"] != partition]
        return any(re.match(other["regionRegex"], region) for other in others)

    def resolver(self, found, model, region, fips, dual, account, mode):
        config = Config(use_fips_endpoint=fips, use_dualstack_endpoint=dual)
        bridge = ClientEndpointBridge(
            self.legacy,
            client_config=config,
            service_signing_name=model.metadata.get("signingName"),
        )
        # Signatures without `authSchemes` use what botocore's older resolver says.
        try:
            signing = bridge.resolve(model.endpoint_prefix, region)
        except Exception:
            signing = {"signing_region": region, "signing_name": model.signing_name}
        builtins = {
            EPRBuiltins.AWS_REGION: region,
            EPRBuiltins.AWS_USE_FIPS: fips,
            EPRBuiltins.AWS_USE_DUALSTACK: dual,
        }
        if hasattr(EPRBuiltins, "ACCOUNT_ID"):
            builtins[EPRBuiltins.ACCOUNT_ID] = account
            builtins[EPRBuiltins.ACCOUNT_ID_ENDPOINT_MODE] = mode
        for name in ("AWS_S3_ACCELERATE", "AWS_S3_FORCE_PATH_STYLE", "AWS_S3_USE_GLOBAL_ENDPOINT", "AWS_STS_USE_GLOBAL_ENDPOINT", "AWS_S3_DISABLE_MRAP"):
            builtins[getattr(EPRBuiltins, name)] = False
        found._builtins = builtins

        def resolve(operation, call):
            try:
                result = found.construct_endpoint(operation, call, {})
            except Exception as error:
                return {"error": str(error)}
            answer = {"url": result.url, **{key: signing[key] for key in ("signing_region", "signing_name")}}
            schemes = result.properties.get("authSchemes") or []
            plain = [scheme for scheme in schemes if scheme["name"] in ("sigv4", "none")]
            # With its optional extension, botocore signs with SigV4a.
            plain = plain or [
                {**scheme, "signingRegion": ",".join(scheme["signingRegionSet"])}
                for scheme in schemes
                if scheme["name"] == "sigv4a"
            ]
            if schemes and not plain:
                answer["unsigned"] = True
            for scheme in plain[:1]:
                answer["signing_region"] = scheme.get("signingRegion", answer["signing_region"])
                answer["signing_name"] = scheme.get("signingName", answer["signing_name"])
            return answer

        return resolve


def main():
    oracle = Oracle()
    for service in sys.argv[1:]:
        for answer in oracle.service(service):
            print(json.dumps(answer))


main()
