//! An order that looks shuffled and is the same in every build and for every learner: it depends on the item's name alone.

/// The numbers from 0 to `count` in an order drawn from `name`, which may be the plain one.
pub fn drawn(name: &str, count: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut seed = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    for last in (1..count).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let drawn = (seed >> 33) % (last as u64 + 1);
        order.swap(last, usize::try_from(drawn).unwrap_or(0));
    }
    order
}

/// The same, but never the plain order where there is another one, since that would give the answer away.
pub fn shuffled(name: &str, count: usize) -> Vec<usize> {
    let mut order = drawn(name, count);
    if order.iter().enumerate().all(|(at, drawn)| at == *drawn) {
        order.rotate_left(count.min(1));
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_each_comes_first_for_some_name() {
        let first: Vec<usize> = (1..9).map(|at| drawn(&format!("t1-s01/q{at}"), 2)[0]).collect();
        assert!(first.contains(&0) && first.contains(&1), "{first:?}");
    }

    #[test]
    fn everything_is_there_once_and_never_in_the_plain_order() {
        for count in 0..9 {
            for name in ["t1-s01/q1", "t2-s02/q4", "x"] {
                let order = shuffled(name, count);
                let mut sorted = order.clone();
                sorted.sort_unstable();
                assert_eq!(sorted, (0..count).collect::<Vec<_>>());
                assert!(count < 2 || order != sorted, "{name} {count}");
                assert_eq!(order, shuffled(name, count));
            }
        }
    }
}
