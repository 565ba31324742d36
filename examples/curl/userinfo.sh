#!/bin/sh
set -eu
ACCESS_TOKEN=$1
# #region request
curl --silent --show-error --fail-with-body "$ISSUER/me" \
  --header "Authorization: Bearer $ACCESS_TOKEN"
# #endregion
