#!/bin/sh
# Generates the keys and passwords of a platform on this machine, for `docker compose up` and for the overlay local. Existing ones are kept.
#
#   deploy/secrets.sh               generates them in .countersign/deploy
#   deploy/secrets.sh --kubernetes  also prints them as manifests:  deploy/secrets.sh --kubernetes | kubectl apply -n countersign -f -
#
# Tokens for this platform:  ./countersign token --data .countersign/deploy --user dana --groups DBA   (or deploy/token.sh, without a JDK)
set -eu
cd "$(dirname "$0")/.."
command -v openssl >/dev/null || { echo "secrets.sh needs openssl" >&2; exit 1; }

home=.countersign/deploy
secrets=$home/secrets
# Only you may enter the folder. The files in it are readable by all, because containers run as another user.
umask 022
mkdir -p "$secrets" "$home/run"
chmod 700 .countersign "$home"

# Writes standard input to a file, atomically.
put() {
  cat >"$secrets/.new" && mv "$secrets/.new" "$secrets/$1"
}
password() {
  [ -f "$secrets/$1" ] || openssl rand -hex 24 | tr -d '\n' | put "$1"
}
signing() {
  if [ ! -f "$secrets/$1-signing.pem" ]; then
    openssl genpkey -algorithm ed25519 >"$secrets/.key"
    openssl pkey -in "$secrets/.key" -pubout | put "$1-verifying.pem"
    mv "$secrets/.key" "$secrets/$1-signing.pem"
  fi
}

signing gateway
signing policy
signing audit
[ -f "$secrets/token.pem" ] || openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 2>/dev/null | put token.pem
for name in postgres-admin kafka-admin grafana-admin; do
  password "$name"
done
for service in gateway policy executor audit; do
  password "$service-db"
  password "$service-db-owner"
  password "kafka-$service"
done
# The executor's credentials at the simulator; worthless anywhere else (platform/simulator/README.md).
printf '[default]\naws_access_key_id = AKIALOCALEXECUTOR\naws_secret_access_key = local-executor-secret\n' | put aws-credentials

public_key=$(openssl pkey -in "$secrets/token.pem" -pubout -outform DER | openssl base64 -A)
plain=org.apache.kafka.common.security.plain.PlainLoginModule

# Files derived from those are written again each time.
{
  echo 'KafkaServer {'
  echo "  $plain required"
  echo "  username=\"admin\" password=\"$(cat "$secrets/kafka-admin")\""
  for user in admin gateway policy executor audit; do
    printf '  user_%s="%s"' "$user" "$(cat "$secrets/kafka-$user")"
    [ "$user" = audit ] && echo ';' || echo
  done
  echo '};'
} | put kafka-jaas.conf
{
  echo 'security.protocol=SASL_PLAINTEXT'
  echo 'sasl.mechanism=PLAIN'
  echo "sasl.jaas.config=$plain required username=\"admin\" password=\"$(cat "$secrets/kafka-admin")\";"
} | put kafka-admin.properties
for service in gateway policy executor audit; do
  {
    echo "quarkus.datasource.password=$(cat "$secrets/$service-db")"
    echo "kafka.sasl.jaas.config=$plain required username=\"$service\" password=\"$(cat "$secrets/kafka-$service")\";"
    echo "quarkus.oidc.public-key=$public_key"
  } | put "$service.properties"
done

if [ "${1:-}" != --kubernetes ]; then
  echo "secrets are in $secrets" >&2
  exit 0
fi

# name, type, and pairs of key and file
secret() {
  name=$1 type=$2
  shift 2
  printf -- '---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: %s\n  labels: {cnpg.io/reload: "true"}\ntype: %s\ndata:\n' "$name" "$type"
  while [ $# -gt 0 ]; do
    printf '  %s: %s\n' "$1" "$(openssl base64 -A -in "$2")"
    shift 2
  done
}
for service in gateway policy executor audit; do
  for role in db db-owner; do
    user=$service
    [ $role = db ] || user=${service}_owner
    printf %s "$user" >"$secrets/.user"
    secret "$service-$role" kubernetes.io/basic-auth username "$secrets/.user" password "$secrets/$service-$role"
  done
done
rm -f "$secrets/.user"
secret gateway-signing-key Opaque signing-key.pem "$secrets/gateway-signing.pem"
secret policy-request-keys Opaque request-keys.pem "$secrets/gateway-verifying.pem"
secret policy-signing-key Opaque signing-key.pem "$secrets/policy-signing.pem"
secret executor-decision-keys Opaque decision-keys.pem "$secrets/policy-verifying.pem"
secret audit-signing-key Opaque signing-key.pem "$secrets/audit-signing.pem"
secret executor-aws Opaque credentials "$secrets/aws-credentials"
cat <<TEXT
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: oidc
data:
  QUARKUS_OIDC_PUBLIC_KEY: $public_key
  QUARKUS_OIDC_TOKEN_ISSUER: https://countersign.local
  QUARKUS_OIDC_TOKEN_AUDIENCE: countersign
TEXT
