#!/bin/sh
set -eu
# usage: refresh.sh REFRESH_TOKEN
REFRESH_TOKEN=$1

curl --silent --show-error --fail-with-body "$ISSUER/token" \
  --user "$APP_ID:$APP_SECRET" \
  --data grant_type=refresh_token \
  --data-urlencode "refresh_token=$REFRESH_TOKEN"
