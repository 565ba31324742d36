#!/bin/sh
set -eu

random() { openssl rand -base64 32 | tr -d '=\n' | tr '+/' '-_'; }
encode() { printf %s "$1" | od -An -v -tx1 | tr -d '\n' | tr ' ' '%'; }
verifier=$(random)
echo "$verifier" >verifier.txt
challenge=$(printf %s "$verifier" | openssl dgst -sha256 -binary | openssl base64 | tr -d '=\n' | tr '+/' '-_')
# The browser must come back with the same state; else the code is somebody else's.
state=$(random)
echo "$state" >state.txt

printf '%s\n' "$ISSUER/auth?response_type=code&client_id=$APP_ID&redirect_uri=$(encode "$REDIRECT_URI")\
&scope=openid%20profile%20email%20offline_access&prompt=consent&state=$state\
&code_challenge=$challenge&code_challenge_method=S256"
