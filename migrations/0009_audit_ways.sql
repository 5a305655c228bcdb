-- Each filter of the audit's list is a walk along one index, newest first.
create index audit_by_action on audit (action, at, id);
drop index audit_by_actor;
create index audit_by_actor on audit (actor_id, at, id);
drop index audit_by_target;
create index audit_by_target on audit (target_id, at, id);
