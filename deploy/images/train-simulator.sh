#!/bin/bash
# Runs in the image build: the simulator starts, answers, and ends; what it loaded goes into its cache. Not how often it ran what: that is
# for the second compiler, which it does without, and to read it back takes a tenth of the start.
set -euo pipefail
mkdir /data /tmp/data
java -XX:AOTCacheOutput=/opt/countersign/app.aot -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining \
  @/tmp/simulator.options -XX:-UseSerialGC -XX:+UseG1GC -jar /opt/countersign/simulator.jar --host 127.0.0.1 --port 4599 --data /tmp/data &
simulator=$!
answers() { { exec 3<>/dev/tcp/127.0.0.1/4599; } 2>/dev/null && printf 'GET %s HTTP/1.0\r\n\r\n' "$1" >&3 && grep -q ' 200' <&3; }
for _ in {1..600}; do
  if answers /_admin/health; then break; fi
  sleep 0.1
done
answers /_admin/health
answers /_admin/effects
answers /_admin/instances
# What a client of RDS asks first. Anybody's key is good enough for the simulator.
asks() {
  exec 3<>/dev/tcp/127.0.0.1/4599
  printf 'POST / HTTP/1.0\r\nContent-Type: application/x-www-form-urlencoded\r\nAuthorization: AWS4-HMAC-SHA256 %s\r\nContent-Length: %d\r\n\r\n%s' \
    'Credential=AKIAANY/20260101/eu-central-1/rds/aws4_request, SignedHeaders=host, Signature=0' "${#1}" "$1" >&3
  grep -q ' 200' <&3
}
asks 'Action=DescribeDBInstances&Version=2014-10-31'
kill -TERM $simulator
wait $simulator || true
test -s /opt/countersign/app.aot
