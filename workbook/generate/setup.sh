#!/usr/bin/env bash
# Makes a container able to grade. Gradescope and `otter grade` run this as root while they build an image, in the
# folder of requirements.txt; autograder/Dockerfile runs it for the base image, and from that on only the last step,
# which takes seconds, is left to do. The pins to install may be named: requirements.txt is for CPUs.
set -euo pipefail
cd "$(dirname "$0")"
grader=/opt/workbook
pins=${1:-requirements.txt}

suits() {
  "$1" -c 'import ensurepip, sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2> /dev/null
}

find_python() {
  for python in python3 python3.13 python3.12 python3.11; do
    if suits "$python"; then return 0; fi
  done
  return 1
}

if [ ! -e $grader/requirements.txt ]; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends ca-certificates libseccomp2 util-linux > /dev/null
  for package in python3 python3.13 python3.12 python3.11; do
    if find_python; then break; fi
    apt-get install -y -qq --no-install-recommends $package $package-venv > /dev/null || true
  done
  if ! find_python; then
    echo "This image has no Python 3.11, 3.12 or 3.13, and none can be installed: take another base image." >&2
    exit 1
  fi
  "$python" -m venv --clear $grader
  $grader/bin/pip install -q --no-cache-dir --disable-pip-version-check --require-hashes -r "$pins"
  cp requirements.txt $grader/requirements.txt # last: what was interrupted begins again
elif ! cmp -s requirements.txt $grader/requirements.txt; then
  echo "The base image and this autograder were made for different versions of packages, so marks could differ." >&2
  echo "Build the base image anew, from the checkout that the autograder comes from (see autograder/README.md)." >&2
  exit 1
fi

for wheel in requirements.*.whl; do
  if [ -e "$wheel" ]; then
    folder=$(mktemp -d)
    cp "$wheel" "$folder/${wheel#requirements.}"
    $grader/bin/pip install -q --no-deps --no-index --force-reinstall "$folder/${wheel#requirements.}"
    rm -r "$folder"
  fi
done
