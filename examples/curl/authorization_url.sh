#!/bin/sh
set -eu

random() { openssl rand -base64 32 | tr -d '=\n' | tr '+/' '-_'; }
verifier=$(random)
echo "$verifier" >verifier.txt
challenge=$(printf %s "$verifier" | openssl dgst -sha256 -binary | openssl base64 | tr -d '=\n' | tr '+/' '-_')

printf '%s\n' "$ISSUER/auth?response_type=code&client_id=$APP_ID&redirect_uri=$REDIRECT_URI\
&scope=openid%20profile%20email%20offline_access&prompt=consent&state=$(random)\
&code_challenge=$challenge&code_challenge_method=S256"
