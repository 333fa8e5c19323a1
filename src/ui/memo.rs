//! What is drawn from what seldom changes, and is made anew only when that has.

use egui::{Id, Ui};
use std::sync::{Arc, Weak};

/// Which value something follows from, or none. Keeps nothing of it alive but its address, which no other one can
/// have meanwhile.
pub(super) struct Identity<T>(Weak<T>);

impl<T> Identity<T> {
    pub(super) fn of(value: Option<&Arc<T>>) -> Self {
        Self(value.map(Arc::downgrade).unwrap_or_default())
    }
}

impl<T> Clone for Identity<T> {
    fn clone(&self) -> Self {
        Self(Weak::clone(&self.0))
    }
}

impl<T> PartialEq for Identity<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0.ptr_eq(&other.0)
    }
}

/// What `make` has made at `id`, as long as it follows from the same.
pub(super) fn memo<K, V>(ui: &Ui, id: Id, from: K, make: impl FnOnce() -> V) -> V
where
    K: Clone + PartialEq + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    let last: Option<(K, V)> = ui.data(|data| data.get_temp(id));
    if let Some((_, made)) = last.filter(|(of, _)| *of == from) {
        return made;
    }
    let made = make();
    ui.data_mut(|data| data.insert_temp(id, (from, made.clone())));
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_value_of_the_same_content_is_another_one() {
        let (one, two) = (Arc::new(7), Arc::new(7));
        let of = |value: &Arc<i32>| Identity::of(Some(value));
        assert!(of(&one) == of(&one.clone()) && of(&one) != of(&two));
        assert!(of(&one) != Identity::of(None) && Identity::<i32>::of(None) == Identity::of(None));
        // Where it was no other one comes to be while somebody knows it.
        let known = of(&one);
        drop(one);
        assert!((0..100).all(|_| of(&Arc::new(7)) != known));
    }

    #[test]
    fn what_follows_from_the_same_is_made_once() {
        let mut n_made = 0;
        let mut painted = egui::Context::default().run_ui(egui::RawInput::default(), |ui| {
            let id = Id::unique("memo");
            let mut made = |from: i32| {
                memo(ui, id, from, || {
                    n_made += 1;
                    from * 2
                })
            };
            assert_eq!([made(1), made(1), made(2), made(2), made(1)], [2, 2, 4, 4, 2]);
        });
        painted.textures_delta.clear();
        assert!(n_made >= 3 && n_made % 3 == 0, "{n_made}");
    }
}
