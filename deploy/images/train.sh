#!/bin/bash
# Runs in the image build: the demo on a platform of its own, while every service's JVM records what it loads and runs.
set -euo pipefail
export COUNTERSIGN_NO_BUILD=1 HOME=/tmp
# Only this collector can write heap objects into a cache; every collector can read them.
export COUNTERSIGN_JVM_OPTIONS='-XX:AOTMode=record -XX:AOTConfiguration=/training/%s.aotconf -XX:-UseSerialGC -XX:+UseG1GC'
export CEDAR_JAVA_FFI_LIB=/training/home/services/policy/target/quarkus-app/native/libcedar_java_ffi.so
java --enable-native-access=ALL-UNNAMED -Dcountersign.home=/training/home \
  -jar /training/home/verification/e2e/target/app/demo.jar --data /training/data
ls -l /training/*.aotconf
rm -rf /training/data
