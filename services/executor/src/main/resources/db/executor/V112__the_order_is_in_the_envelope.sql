-- What is to be done, until when and to what is read from the signed envelope before each call. A copy of it beside the
-- envelope could only differ from it.
alter table executions drop column order_document;
update executions set state = state - 'terms' where state is not null;
-- By AWS's clock, which was not asked for it until now.
update executions set state = jsonb_set(state, '{attempt,ours_from}', state #> '{attempt,intended_at}') where state ? 'attempt';
