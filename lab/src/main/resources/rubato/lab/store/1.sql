create table rubato_store (
  version integer not null primary key,
  at bigint not null
);

create table study (
  id text not null primary key,
  task text not null,
  settings text not null,
  environment text not null,
  revision text not null,
  begun bigint not null,
  ended bigint,
  status text not null,
  reason text not null,
  maker text not null,
  holder text not null,
  held_until bigint not null
);

create table event (
  study text not null references study (id) on delete cascade,
  seq bigint not null,
  at bigint not null,
  body text not null,
  primary key (study, seq)
);

create table run (
  id text not null primary key,
  study text references study (id) on delete cascade,
  trial integer,
  role text not null,
  task text not null,
  schedule text not null,
  optimizer text not null,
  batch text not null,
  seed bigint not null,
  steps bigint not null,
  steps_per_epoch bigint not null,
  metric text not null,
  higher_is_better integer not null,
  environment text not null,
  data text not null,
  revision text not null,
  begun bigint not null,
  ended bigint,
  status text not null,
  reason text not null,
  maker text not null,
  updates bigint not null,
  loss double precision,
  held_out double precision,
  value double precision,
  unique (study, trial)
);

create index run_begun on run (begun);

create table part (
  run text not null references run (id) on delete cascade,
  part integer not null,
  packed {bytes} not null,
  primary key (run, part)
);

create table tag (
  run text not null references run (id) on delete cascade,
  word text not null,
  primary key (run, word)
);
