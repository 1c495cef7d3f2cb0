#!/bin/sh
# The platform in containers, with the launcher commands that the demo uses:
#
#   ./countersign demo --launcher deploy/compose/launcher.sh
#
# A compose project of its own. Its state is kept after `down` and deleted by the next `up` with a new data folder.
set -eu
cd "$(dirname "$0")/../.."
export COMPOSE_PROJECT_NAME=countersign-demo COMPOSE_PROFILES=simulator
compose() { docker compose --file docker-compose.yml --file deploy/compose/demo.yaml "$@"; }

command=${1:?what}
shift
port=8080 data=.countersign/demo user='' groups=''
while [ $# -gt 0 ]; do
  case $1 in
    --port) port=$2 && shift ;;
    --data) data=$2 && shift ;;
    --user) user=$2 && shift ;;
    --groups) groups=$2 && shift ;;
    --speed) [ "$2" = 60 ] || [ "$2" = 60.0 ] || { echo "docker-compose.yml says how fast the simulator is" >&2; exit 2; } && shift ;;
  esac
  shift
done
export COUNTERSIGN_PORT="$port" COUNTERSIGN_CONFIG="$data/config"

case $command in
  up)
    deploy/secrets.sh
    mkdir -p "$data/logs"
    if [ ! -d "$data/config" ]; then
      compose down --volumes >&2
      cp -R deploy/compose/config "$data/config"
    fi
    compose up --detach --wait gateway policy executor audit simulator >&2
    for service in policy executor; do
      # It must not keep this script's output open: a reader would wait for its end.
      (exec >>"$data/logs/$service.log" 2>/dev/null </dev/null && compose logs --follow --no-log-prefix "$service") &
    done
    port=$(compose port gateway 8080 | sed 's/.*://') # 0 takes a free one
    # The services know no instance before the first discovery, and a user tries one as soon as "up" is reported.
    token=$(deploy/token.sh countersign-up)
    for _ in $(seq 150); do
      curl --silent --fail --output /dev/null --header "Authorization: Bearer $token" \
        "http://127.0.0.1:$port/api/instances/dev-postgres-01" && break
      sleep 0.2
    done
    printf '{"url":"http://127.0.0.1:%s","simulator_url":"http://%s"}\n' "$port" "$(compose port simulator 4599)"
    ;;
  down) compose down >&2 ;;
  token) deploy/token.sh "$user" "$groups" ;;
  *) echo "launcher.sh: $command is not among its commands" >&2 && exit 2 ;;
esac
