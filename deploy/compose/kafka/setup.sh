#!/bin/sh
# The topics, and who may do what: rights.txt. May run again at any time.
set -eu
here=/etc/countersign/kafka
tool() {
  name=$1
  shift
  /opt/kafka/bin/"$name" --bootstrap-server "${KAFKA:-kafka:9092}" --command-config /run/secrets/kafka-admin.properties "$@"
}

for topic in requests decisions status ledger; do
  tool kafka-topics.sh --create --if-not-exists --topic "countersign.$topic" --partitions 4 --replication-factor 1 \
    --config cleanup.policy=delete --config retention.ms=2592000000 --config flush.messages=1 &
done
tool kafka-topics.sh --create --if-not-exists --topic countersign.instances --partitions 4 --replication-factor 1 \
  --config cleanup.policy=compact --config flush.messages=1 &

# One call for each user and kind of right: a tool takes seconds to start.
grep -v '^#' "$here/rights.txt" | while read -r user right names; do
  case $right in
    writes) rights="--operation Write --operation Describe" ;;
    reads) rights="--operation Read --operation Describe" ;;
    groups) rights="--operation Read" ;;
    *) echo "rights.txt: what is $right?" >&2; exit 1 ;;
  esac
  resources=
  for name in $names; do
    case $right in
      groups) resources="$resources --group $name" ;;
      *) resources="$resources --topic $name" ;;
    esac
  done
  # shellcheck disable=SC2086 # words, on purpose
  tool kafka-acls.sh --add --allow-principal "User:$user" $rights $resources
done >/dev/null
wait
tool kafka-topics.sh --list
