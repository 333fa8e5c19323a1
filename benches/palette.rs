//! What ranking all actions by what is typed costs, and preparing them when the palette is opened.

use criterion::{Criterion, criterion_group, criterion_main};
use gander::app::actions;
use gander::messages::say;
use gander::ui::palette::rank::{Index, Source};
use std::hint::black_box;

fn index() -> Index {
    Index::new(actions::all().iter().map(|action| Source {
        name: action.label(),
        words: action.words(),
        beside: say(action.menu.name()),
    }))
}

fn rank(c: &mut Criterion) {
    let index = index();
    for typed in ["s", "split right", "jmup to lnie", "shwo the entorpy of the strp"] {
        c.bench_function(&format!("rank “{typed}”"), |b| {
            b.iter(|| black_box(index.rank(black_box(typed))))
        });
    }
    c.bench_function("prepare", |b| b.iter(|| black_box(self::index())));
}

criterion_group!(all, rank);
criterion_main!(all);
