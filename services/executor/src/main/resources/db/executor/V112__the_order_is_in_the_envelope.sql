-- What is to be done, until when and to what is read from the signed envelope before each call. The copies beside it, in
-- order_document and in the state's terms, could only differ from it: this version reads neither, and writes them for
-- instances of the version before, which run beside it or come back. They go with the version after this one.
comment on column executions.order_document is 'not read any more: the order is in the envelope';
