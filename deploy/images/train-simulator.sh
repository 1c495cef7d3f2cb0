#!/bin/bash
# Runs in the image build: the simulator starts, answers, and ends; what it loaded goes into its cache.
set -euo pipefail
mkdir /data /tmp/data
java -XX:AOTCacheOutput=/opt/countersign/app.aot @/tmp/jvm.options -XX:-UseSerialGC -XX:+UseG1GC \
  -jar /opt/countersign/simulator.jar --host 127.0.0.1 --port 4599 --data /tmp/data &
simulator=$!
answers() { { exec 3<>/dev/tcp/127.0.0.1/4599; } 2>/dev/null && printf 'GET %s HTTP/1.0\r\n\r\n' "$1" >&3 && grep -q ' 200' <&3; }
for _ in {1..600}; do
  if answers /_admin/health; then break; fi
  sleep 0.1
done
answers /_admin/health
answers /_admin/effects
kill -TERM $simulator
wait $simulator || true
test -s /opt/countersign/app.aot
