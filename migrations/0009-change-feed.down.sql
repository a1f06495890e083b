do $$
declare
  followed record;
begin
  for followed in
    select tgname, tgrelid::regclass as name from pg_trigger where not tgisinternal and tgname like 'announce%'
  loop
    execute format('drop trigger %I on %s', followed.tgname, followed.name);
  end loop;
end
$$;
drop function announce_table();
drop function announce_rows();
