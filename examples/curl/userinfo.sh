#!/bin/sh
set -eu
# usage: userinfo.sh ACCESS_TOKEN
ACCESS_TOKEN=$1

curl --silent --show-error --fail-with-body "$ISSUER/me" \
  --header "Authorization: Bearer $ACCESS_TOKEN"
