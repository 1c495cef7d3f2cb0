#!/bin/sh
# Measures the images' sizes, and the times until ready with their cache and without, in one run on the platform of the compose file.
#
#   deploy/images/measure.sh [ROUNDS]       default: 3
#
# Ready: from the start of the JVM to the first 200 of /q/health/ready, requested inside the container, with Kafka and PostgreSQL running.
# "Without the cache" is the same image with only the JDK's default CDS archive. Exits with 1 if an image runs as root, or if its
# cache does not halve the time.
set -eu
cd "$(dirname "$0")/../.."
rounds=${1:-3}
export COMPOSE_PROFILES=simulator COMPOSE_PROJECT_NAME=countersign-measure
version=${COUNTERSIGN_VERSION:-dev}
kept=0
deploy/secrets.sh

echo "image         user    size    of it: base  runtime  libraries  application  cache   (MB)"
for name in gateway policy executor audit simulator; do
  image=countersign/$name:$version
  user=$(docker image inspect --format '{{.Config.User}}' "$image")
  case ${user%%:*} in '' | 0 | root) echo "$image runs as root" >&2; kept=1 ;; esac
  docker history --no-trunc --human=false --format '{{.Size}}\t{{.CreatedBy}}' "$image" | awk -F '\t' -v name="$name" -v user="${user%%:*}" '
    { all += $1 }
    $2 ~ /app\.aot/ { cache += $1; next }
    $2 ~ /COPY \/runtime/ { java += $1; next }
    $2 ~ /libraries|simulator\/lib/ { libraries += $1; next }
    $2 ~ /COPY|WORKDIR/ { application += $1; next }
    { base += $1 }
    END { printf "%-12s %6s %7.0f %14.0f %8.0f %10.0f %12.1f %6.0f\n", name, user, all / 1e6, base / 1e6, java / 1e6, libraries / 1e6, application / 1e6, cache / 1e6 }'
done

trap 'docker compose down --volumes >/dev/null 2>&1' EXIT
docker compose down --volumes >/dev/null 2>&1
docker compose up --detach --quiet-pull kafka-setup gateway-migration policy-migration executor-migration audit-migration simulator >/dev/null 2>&1
docker compose wait kafka-setup gateway-migration policy-migration executor-migration audit-migration >/dev/null

# Runs in the container: starts the JVM, polls its readiness, ends it, and prints how many milliseconds it took.
# shellcheck disable=SC2016 # for the other shell
probe='
touch /opt/countersign/x 2>/dev/null && { echo "the root can be written to" >&2; exit 3; }
[ "$(id -u)" != 0 ] || exit 4
port=$1 path=$2; shift 2
exec 4<> <(:) # lets read wait without starting a process, which would take CPU time from the JVM
start=${EPOCHREALTIME/./}
java "$@" >/tmp/log 2>&1 &
jvm=$!
for (( look = 0; look < 3000; look++ )); do
  if { exec 3<>/dev/tcp/127.0.0.1/$port; } 2>/dev/null; then
    printf "GET %s HTTP/1.0\r\n\r\n" "$path" >&3
    line=; read -r line <&3 || true
    exec 3>&-
    [[ $line == *" 200"* ]] && break
  fi
  read -rt 0.005 -u 4 || true
done
end=${EPOCHREALTIME/./}
kill -TERM $jvm; wait $jvm
[[ $line == *" 200"* ]] || { tail -n 20 /tmp/log >&2; exit 5; }
grep -i "aot.*\(error\|warning\|mismatch\|disabled\)" /tmp/log >&2
echo $(( (end - start) / 1000 ))'

ready() { # name, options of the JVM
  name=$1
  shift
  set -- 8080 /q/health/ready "$@" @/opt/countersign/jvm.options -jar /opt/countersign/quarkus-run.jar
  docker compose run --rm --no-deps -T --entrypoint bash "$name" -c "$probe" probe "$@" 2>>"$errors" || echo failed
}
median() { sort -n | sed -n "$(((rounds + 1) / 2))p"; }

errors=$(mktemp)
with=$(mktemp) without=$(mktemp)
echo
echo "ready after   with the cache   without   ratio   (ms, median of $rounds)"
for name in gateway policy executor audit; do
  : >"$with"
  : >"$without"
  for _ in $(seq "$rounds"); do
    ready "$name" >>"$without"
    ready "$name" -XX:AOTCache=/opt/countersign/app.aot >>"$with"
  done
  if grep -q failed "$with" "$without"; then
    echo "$name did not start" >&2
    cat "$errors" >&2
    exit 1
  fi
  median <"$with" >"$with.median"
  median <"$without" >"$without.median"
  awk -v name="$name" -v with="$(cat "$with.median")" -v without="$(cat "$without.median")" \
    'BEGIN { printf "%-12s %14d %11d %7.2f\n", name, with, without, with / without; exit with / without > 0.5 }' || kept=1
done
grep -i aot "$errors" | sort | uniq -c || true
rm -f "$errors" "$with" "$without" "$with.median" "$without.median"
exit $kept
