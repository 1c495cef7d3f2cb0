#!/bin/sh
# Renders the overlays into deploy/k8s/rendered, where they can be read, compared and checked without any tool.
# Run it after every change under deploy/k8s or deploy/observability. Needs kustomize 5, or a kubectl that contains it (1.27 or newer).
set -eu
cd "$(dirname "$0")"

if command -v kustomize >/dev/null 2>&1; then
  build() { kustomize build "$1"; }
else
  build() { kubectl kustomize "$1"; }
fi

# One source for the alert rules: the file that Prometheus reads.
{
  echo '# Made by deploy/render.sh from rules/countersign.yaml.'
  echo 'apiVersion: monitoring.coreos.com/v1'
  echo 'kind: PrometheusRule'
  echo 'metadata:'
  echo '  name: countersign'
  echo 'spec:'
  sed -e '/^#/d' -e '/./s/^/  /' observability/rules/countersign.yaml
} >observability/prometheusrule.yaml

mkdir -p k8s/rendered
for overlay in local staging production; do
  {
    echo "# Made by deploy/render.sh from overlays/$overlay. Change that."
    build "k8s/overlays/$overlay"
  } >"k8s/rendered/$overlay.yaml"
done

# The checksums reveal a change that was not rendered, even where kustomize is not installed.
sums=$(find k8s observability -type f ! -path k8s/rendered/checksums ! -name '*.md' | LC_ALL=C sort | xargs sha256sum)
printf '%s\n' "$sums" >k8s/rendered/checksums
