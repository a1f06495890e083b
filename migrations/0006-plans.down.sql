drop table plan_activations;
drop table grid_codes;
drop table plan_assignments;
drop table grids;
drop table plan_communities;
drop table plans;
