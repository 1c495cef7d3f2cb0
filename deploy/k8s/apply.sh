#!/bin/sh
# Brings an environment up or to a new version, in the order in which it has to happen. May run again at any time.
#   deploy/k8s/apply.sh local | staging | production
set -eu
overlay=${1:?local, staging or production}
cd "$(dirname "$0")"
namespace=$(kubectl kustomize "overlays/$overlay" | sed -n '/^kind: Deployment/,/^---/s/^  namespace: //p' | head -n 1)
all() { kubectl kustomize "overlays/$overlay"; }
say() { printf '\n== %s\n' "$*"; }

# The overlays have examples where yours belongs. None of them reaches a cluster.
if [ "$overlay" != local ]; then
  examples=$(all | grep -nE 'example\.com|111122223333|444455556666|choose-one-that-nobody-guesses' || true)
  if [ -n "$examples" ]; then
    printf '%s\n' "$examples" >&2
    echo "apply.sh: overlays/$overlay still says this, which is an example; put yours there (docs/operations/install.md)" >&2
    exit 1
  fi
fi

say "namespace $namespace, accounts, network, Kafka, PostgreSQL, secrets"
kubectl create namespace "$namespace" --dry-run=client -o yaml | kubectl apply --server-side -f -
if [ "$overlay" = local ]; then
  ../secrets.sh --kubernetes | kubectl apply --server-side -n "$namespace" -f -
fi
# Everything but what runs a version of ours.
all | awk -v RS='---\n' '!/(^|\n)kind: (Job|Deployment|ScaledObject)\n/ {printf "---\n%s", $0}' |
  kubectl apply --server-side --force-conflicts -f -
if [ "$overlay" != local ]; then
  kubectl wait -n "$namespace" externalsecret --all --for=condition=Ready --timeout=5m
fi
kubectl wait -n "$namespace" cluster/countersign-postgres --for=condition=Ready --timeout=15m
kubectl wait -n "$namespace" database --all --for=jsonpath='{.status.applied}'=true --timeout=5m
kubectl wait -n "$namespace" kafka/countersign --for=condition=Ready --timeout=15m
kubectl wait -n "$namespace" kafkatopic,kafkauser --all --for=condition=Ready --timeout=5m

say "migrations, which the version that still runs can live with"
kubectl delete jobs -n "$namespace" -l app.kubernetes.io/component=migration --ignore-not-found --wait
all | awk -v RS='---\n' '/(^|\n)kind: Job\n/ {printf "---\n%s", $0}' | kubectl apply --server-side -f -
kubectl wait -n "$namespace" jobs -l app.kubernetes.io/component=migration --for=condition=Complete --timeout=15m

say "services, one instance after the other, and the gateway before the rest"
# It signs what is asked for. A policy that asks for signatures refuses what a gateway of a version without them lets in.
all | awk -v RS='---\n' '/(^|\n)kind: Deployment\n/ && /(^|\n)  name: gateway\n/ {printf "---\n%s", $0}' |
  kubectl apply --server-side --force-conflicts -f -
kubectl rollout status -n "$namespace" deployment/gateway --timeout=10m
all | awk -v RS='---\n' '/(^|\n)kind: (Deployment|ScaledObject)\n/ {printf "---\n%s", $0}' |
  kubectl apply --server-side --force-conflicts -f -
for deployment in $(kubectl get deployments -n "$namespace" -l app.kubernetes.io/part-of=countersign -o name); do
  kubectl rollout status -n "$namespace" "$deployment" --timeout=10m
done
