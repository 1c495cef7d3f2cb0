#!/bin/sh
# Creates the data folder on the first start, and runs the broker. Passwords are in the file that KAFKA_OPTS names.
set -eu
config=/etc/countersign/kafka/server.properties
/opt/kafka/bin/kafka-storage.sh format --ignore-formatted --cluster-id "$CLUSTER_ID" --config "$config"
exec /opt/kafka/bin/kafka-server-start.sh "$config"
