create schema if not exists app;
create schema if not exists au;
create schema if not exists sec;
create extension if not exists pgcrypto with schema public;
alter schema public owner to toster_owner;
alter schema auth owner to toster_owner;
