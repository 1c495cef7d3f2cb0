#!/bin/sh
# Creates the topics and the ACLs of rights.txt. May run again at any time.
set -eu
here=/etc/countersign/kafka
tool() {
  name=$1
  shift
  /opt/kafka/bin/"$name" --bootstrap-server kafka:9092 --command-config /run/secrets/kafka-admin.properties "$@"
}

topic() {
  name=$1
  shift
  tool kafka-topics.sh --create --if-not-exists --topic "countersign.$name" --partitions 4 --replication-factor 1 \
    --config flush.messages=1 "$@"
}

# All rights of one user. One call for each kind, because each tool takes seconds to start.
rights_of() {
  while read -r user right names; do
    [ "$user" = "$1" ] || continue
    case $right in
      writes) operations="--operation Write --operation Describe" kind=--topic ;;
      reads) operations="--operation Read --operation Describe" kind=--topic ;;
      groups) operations="--operation Read" kind=--group ;;
      *) echo "rights.txt: what is $right?" >&2; exit 1 ;;
    esac
    resources=
    for name in $names; do
      resources="$resources $kind $name"
    done
    # shellcheck disable=SC2086 # words, on purpose
    tool kafka-acls.sh --add --allow-principal "User:$user" $operations $resources >/dev/null
  done <"$here/rights.txt"
}

# Runs independent steps in parallel; each has to succeed.
running=
begin() {
  "$@" &
  running="$running $!"
}
finish() {
  for process in $running; do
    wait "$process"
  done
  running=
}

for name in requests decisions status ledger; do
  begin topic "$name" --config cleanup.policy=delete --config retention.ms=2592000000
done
begin topic resources --config cleanup.policy=compact
finish
for service in gateway policy executor audit; do
  begin rights_of "$service"
done
finish
tool kafka-acls.sh --list | grep -c 'operation=' | sed 's/$/ rights given/'
