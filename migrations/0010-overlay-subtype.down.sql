alter table grids drop column subtype;
