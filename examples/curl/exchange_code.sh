#!/bin/sh
set -eu
CODE=$1
# #region request
curl --silent --show-error --fail-with-body "$ISSUER/token" \
  --user "$APP_ID:$APP_SECRET" \
  --data grant_type=authorization_code \
  --data-urlencode "code=$CODE" \
  --data-urlencode "redirect_uri=$REDIRECT_URI" \
  --data-urlencode "code_verifier=$(cat verifier.txt)"
# #endregion
