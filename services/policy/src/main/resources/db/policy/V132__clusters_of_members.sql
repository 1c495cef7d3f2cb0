-- A member is classified with its cluster, which it names by identifier.
create index resources_by_identifier on resources (identifier);
