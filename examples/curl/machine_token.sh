#!/bin/sh
set -eu

curl --silent --show-error --fail-with-body "$ISSUER/token" \
  --user "$APP_ID:$APP_SECRET" \
  --data grant_type=client_credentials \
  --data-urlencode "resource=$RESOURCE" \
  --data-urlencode "scope=$SCOPE"
