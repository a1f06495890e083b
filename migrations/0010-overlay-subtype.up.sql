alter table grids add column subtype text check (subtype in ('maritime', 'park', 'building', 'market'));
alter table grids add constraint grids_subtype_of_dedicated check (subtype is null or kind = 'dedicated');
comment on column grids.subtype is 'What a dedicated grid (an overlay) is for.';
