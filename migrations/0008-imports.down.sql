drop table import_findings;
drop table import_staging;
drop table imports;
