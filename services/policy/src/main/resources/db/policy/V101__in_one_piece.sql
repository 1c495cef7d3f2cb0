-- Rows of these tables are a few kilobytes, and much of that are signatures, which do not get shorter: kept in one piece,
-- they are written once instead of compressed in vain and cut up.
alter table cases set (toast_tuple_target = 8160);
alter table outbox set (toast_tuple_target = 8160);
