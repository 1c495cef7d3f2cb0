-- Cases that wait for the votes of people, by instance: when it changes they are looked at again.
create index cases_waiting on cases (instance_key) where state = 'waiting';
