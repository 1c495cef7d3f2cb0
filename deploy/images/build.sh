#!/bin/sh
# Builds every image: countersign/gateway, policy, executor, audit and simulator.
#
#   deploy/images/build.sh                          with the tag dev, on debian:12-slim
#   VERSION=1.4.0 BASE=registry.example/base:1 JDK=registry.example/jdk:25 deploy/images/build.sh
#   REPOSITORY=registry.example/countersign deploy/images/build.sh gateway policy
#
# BASE is the base image (it needs only glibc and bash), JDK the one that the Java runtime is built from. PACKAGED=1 uses the jars of an
# earlier call. Needs docker with BuildKit, and a JDK 25 as ./countersign does.
set -eu
cd "$(dirname "$0")/../.."
version=${VERSION:-dev}
repository=${REPOSITORY:-countersign}
[ $# -gt 0 ] || set -- gateway policy executor audit simulator

if [ "${PACKAGED:-}" != 1 ]; then
  ./countersign maven -q -B -DskipTests -pl platform/simulator,platform/broker,platform/local,verification/e2e -am \
    package org.cyclonedx:cyclonedx-maven-plugin:makeBom
fi

revision=$(git rev-parse HEAD 2>/dev/null || echo unknown)
created=$(git log -1 --format=%cI 2>/dev/null || echo 1970-01-01T00:00:00Z)
for name; do
  case $name in
    simulator) target=simulator ;;
    gateway | policy | executor | audit) target=service ;;
    *) echo "there is no image $name" >&2; exit 2 ;;
  esac
  echo "$repository/$name:$version" >&2
  DOCKER_BUILDKIT=1 docker build --quiet --file deploy/images/Dockerfile --target "$target" --tag "$repository/$name:$version" \
    --build-arg SERVICE="$name" --build-arg VERSION="$version" --build-arg REVISION="$revision" --build-arg CREATED="$created" \
    ${BASE:+--build-arg BASE="$BASE"} ${JDK:+--build-arg JDK="$JDK"} ${SOURCE:+--build-arg SOURCE="$SOURCE"} .
done
