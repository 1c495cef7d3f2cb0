-- Instances become one type of resource among others. Entries are never changed: those of before keep the key that was
-- written then, account:region:DbiResourceId, and are found by it, by their identifier and by their operation.
alter table bodies rename column instance to resource;
alter index bodies_by_instance rename to bodies_by_resource;
