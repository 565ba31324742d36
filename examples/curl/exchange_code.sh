#!/bin/sh
set -eu
# usage: exchange_code.sh CODE
CODE=$1

curl --silent --show-error --fail-with-body "$ISSUER/token" \
  --user "$APP_ID:$APP_SECRET" \
  --data grant_type=authorization_code \
  --data-urlencode "code=$CODE" \
  --data-urlencode "redirect_uri=$REDIRECT_URI" \
  --data-urlencode "code_verifier=$(cat verifier.txt)"
