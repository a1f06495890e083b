drop table net_findings;
drop table unit_buildings;
drop table unit_neighbours;
drop table units;
drop table nets;
drop table buildings;
drop table barriers;
