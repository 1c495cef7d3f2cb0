#!/bin/sh
# A bearer token for the platform whose keys deploy/secrets.sh made; valid for eight hours and nowhere else.
#   TOKEN=$(deploy/token.sh dana DBA,Admin)
set -eu
cd "$(dirname "$0")/.."
user=${1:?who is it for}
case "$user${2:-}" in *[!A-Za-z0-9@._,-]*) echo "letters, digits and @ . _ - only" >&2; exit 2 ;; esac
groups=$(printf %s "${2:-}" | sed -e 's/[^,][^,]*/"&"/g')
url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
now=$(date +%s)
head=$(printf '{"alg":"RS256","typ":"JWT"}' | url)
body=$(printf '{"iss":"https://countersign.local","aud":"countersign","sub":"%s","upn":"%s","preferred_username":"%s","groups":[%s],"iat":%d,"exp":%d,"jti":"%s"}' \
  "$user" "$user" "$user" "$groups" "$now" $((now + 28800)) "$(openssl rand -hex 16)" | url)
signature=$(printf '%s.%s' "$head" "$body" | openssl dgst -sha256 -sign .countersign/deploy/secrets/token.pem -binary | url)
echo "$head.$body.$signature"
