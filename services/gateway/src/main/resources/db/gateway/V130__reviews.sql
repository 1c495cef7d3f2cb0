-- For the list of reviews: the few operations that used a break-glass.
create index operation_with_break_glass on operation (operation_id) where view #> '{break_glass}' is not null;
