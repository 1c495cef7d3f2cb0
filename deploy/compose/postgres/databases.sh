#!/bin/sh
# Runs once, when the data folder is created: one database and two roles for each service; no other role may connect.
set -eu
for service in gateway policy executor audit; do
  owner=$(cat "/run/secrets/$service-db-owner")
  runtime=$(cat "/run/secrets/$service-db")
  psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres <<SQL
create role ${service}_owner login nosuperuser nocreatedb nocreaterole password '$owner';
create role $service login nosuperuser nocreatedb nocreaterole password '$runtime';
create database $service owner ${service}_owner;
revoke all on database $service from public;
grant connect on database $service to $service;
SQL
done
