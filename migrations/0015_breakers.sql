-- Providers that a node found broken, until when the others leave them alone.
create table breakers (
    provider   text not null,
    node       text not null,
    open_until bigint not null,
    primary key (provider, node)
);
