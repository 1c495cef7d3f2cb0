#!/bin/sh
# Runs in the image build. Splits each packaged service into third-party libraries and our own code, so that a new version is a
# small layer on a big one that has not changed. Also takes the one native library out of its jar, because it cannot be unpacked at the
# start on a read-only root with a /tmp mounted noexec.
set -eu
stamp() { find "$1" -exec touch -h -d 2026-01-01T00:00:00Z {} +; }

cedar=$(echo /services/policy/lib/main/com.cedarpolicy.cedar-java-*-uber.jar)
case $(uname -m) in
  x86_64) machine=x86_64 ;;
  aarch64 | arm64) machine=aarch64 ;;
  *) echo "there is no Cedar for $(uname -m)" >&2; exit 1 ;;
esac
mkdir /cedar
(cd /cedar && jar --extract --file "$cedar")
mkdir /services/policy/native
mv "/cedar/jne/linux/$machine/libcedar_java_ffi.so" /services/policy/native/
rm -rf /cedar/jne
jar --create --file "$cedar" --date 1980-01-01T00:00:02Z --manifest /cedar/META-INF/MANIFEST.MF -C /cedar .

for application in /services/*; do
  service=${application##*/}
  libraries=/layers/$service/libraries
  mkdir -p "$libraries/lib/main" "/layers/$service/application/lib/main"
  # The files that run must be identical to those of the training run, including their timestamps.
  stamp "$application"
  mkdir -p "/trained/$service/target"
  cp -a "$application" "/trained/$service/target/quarkus-app"
  mv "$application"/lib/main/dev.countersign.* "/layers/$service/application/lib/main/"
  mv "$application"/lib "/layers/$service/libraries.new"
  cp -a "/layers/$service/libraries.new/." "$libraries/lib/"
  rm -rf "/layers/$service/libraries.new"
  [ ! -d "$application/native" ] || mv "$application/native" "$libraries/"
  cp -a "$application/." "/layers/$service/application/"
done
stamp /layers
stamp /simulator
