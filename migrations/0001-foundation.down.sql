drop table audit_entries;
drop table events;
drop table jobs;
drop extension btree_gist;
drop extension postgis;
