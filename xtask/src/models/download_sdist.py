# Downloads the sdist of a package as a file. `pip download` would run code of the package to read its metadata.
#
# Arguments: NAME, VERSION or `latest`, FOLDER.

import json
import os
import re
import subprocess
import sys
import urllib.parse
import urllib.request

from pip._internal.models.index import PyPI


def index_url():
    """The index of pip: from the environment, its configuration, or its default."""
    if "PIP_INDEX_URL" in os.environ:
        return os.environ["PIP_INDEX_URL"]
    command = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    configured = subprocess.run(command, capture_output=True, text=True).stdout.strip()
    return configured or PyPI.simple_url


def links(name):
    """The file names and URLs of a package in the index."""
    page = index_url().rstrip("/") + "/" + re.sub(r"[-_.]+", "-", name).lower() + "/"
    request = urllib.request.Request(page, headers={"Accept": "application/vnd.pypi.simple.v1+json"})
    with urllib.request.urlopen(request) as reply:
        files = json.load(reply)["files"]
    return {file["filename"]: urllib.parse.urljoin(page, file["url"]) for file in files if not file.get("yanked")}


def version_key(file):
    return [int(part) for part in re.findall(r"\d+", file)]


name, version, folder = sys.argv[1:]
found = links(name)
if version == "latest":
    # A release version has digits and dots alone.
    sdists = [file for file in found if re.fullmatch(re.escape(name) + r"-[\d.]+\.tar\.gz", file)]
    file = max(sdists, key=version_key, default=None)
else:
    file = f"{name}-{version}.tar.gz"
if file not in found:
    sys.exit(f"the package index has no sdist of {name} {version}")
with urllib.request.urlopen(found[file]) as reply, open(os.path.join(folder, file), "wb") as to:
    while chunk := reply.read(1 << 20):
        to.write(chunk)
