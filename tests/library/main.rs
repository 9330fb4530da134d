//! What the library promises, suite by suite: `cargo test --test library scenarios::` runs one of them.

mod common;

mod afterwards;
mod agree;
mod breakages;
mod broken;
mod calendar;
mod check;
mod check_files;
mod decisions;
mod explain;
mod follow;
mod foreign;
mod histories;
mod house;
mod interview;
mod inventory;
mod log;
mod octets;
mod people;
mod planning;
mod profile;
mod random;
mod scenarios;
mod schema;
mod screen;
mod sheet;
mod yaml;
