use super::*;

struct Text(usize);

impl Kept for Text {
    fn bytes(&self) -> usize {
        self.0
    }
}

const BOUND: usize = 64 << 10;

fn key(nth: usize) -> CacheKey {
    CacheKey {
        about: [1, 1],
        bytes: (nth as u128).wrapping_mul(0x0123_4567_89ab_cdef_1122_3344_5566_7788).to_le_bytes(),
    }
}

fn has(cache: &Cache<Text>, nth: usize) -> bool {
    cache.look(key(nth), |_| ()).is_some()
}

fn fill(cache: &Cache<Text>, nth: usize, bytes: usize) {
    cache.fill(key(nth), Text(bytes), || true);
}

fn held(cache: &Cache<Text>) -> usize {
    cache.sets.iter().map(|set| set.lock().each().map(|answer| answer.bytes()).sum::<usize>()).sum()
}

#[test]
fn it_never_holds_more_than_it_may_and_counts_what_it_holds() {
    let cache = Cache::new(BOUND);
    for turn in 0..20_000 {
        // Twice, because a full cache takes nobody in at once.
        fill(&cache, turn, turn % 3_000);
        fill(&cache, turn, turn % 3_000);
        if turn % 7 == 0 {
            let mut touched = Touched::default();
            touched.add(key(turn / 2));
            drop(cache.close(touched));
        }
        assert_eq!(held(&cache), cache.held.load(Ordering::Relaxed));
        assert!(held(&cache) <= BOUND, "{}", held(&cache));
    }
    assert!(held(&cache) > BOUND / 2);
    drop(cache.close(Touched::Everything));
    assert_eq!(held(&cache), 0);
}

#[test]
fn the_regulars_stay_when_somebody_goes_through_everybody() {
    let cache = Cache::new(BOUND);
    let regulars = 0..40;
    regulars.clone().for_each(|nth| fill(&cache, nth, 1_000));
    for nth in 1_000..50_000 {
        fill(&cache, nth, 1_000);
    }
    assert!(regulars.clone().all(|nth| has(&cache, nth)));
    // Who comes a second time is let in all the same.
    fill(&cache, 49_999, 1_000);
    assert!(has(&cache, 49_999));
}

#[test]
fn who_was_asked_for_stays_longer_than_who_was_not() {
    let cache = Cache::new(BOUND);
    let (mut asked, mut unasked) = (0, 0);
    (0..50).for_each(|nth| fill(&cache, nth, 1_000));
    for nth in 50..75 {
        assert!((0..50).step_by(2).filter(|nth| has(&cache, *nth)).count() > 0);
        (0..2).for_each(|_| fill(&cache, nth, 1_000));
    }
    for nth in 0..50 {
        *if nth % 2 == 0 { &mut asked } else { &mut unasked } += usize::from(has(&cache, nth));
    }
    assert!(asked > unasked, "{asked} that were asked for, {unasked} that were not");
}

#[test]
fn one_answer_may_not_take_all_the_room() {
    let cache = Cache::new(BOUND);
    fill(&cache, 1, BOUND / 8);
    assert!(!has(&cache, 1));
}

#[test]
fn without_room_nothing_is_kept_and_nothing_fails() {
    for bound in [0, 1, BYTES_PER_SET - 1] {
        let cache = Cache::new(bound);
        fill(&cache, 1, 0);
        assert!(!has(&cache, 1));
        drop(cache.close(Touched::Everything));
    }
}

/// Customers that an import brings in one millisecond have ids that follow one another.
#[test]
fn keys_that_follow_one_another_fall_into_different_sets() {
    let cache = Cache::<Text>::new(1 << 20);
    for (beginning, step) in [(0, 1), (0x0123_4567_89ab_cdef_u128 << 40, 1), (7 << 64, 1 << 64), (0, 36 << 24)] {
        let mut sets = vec![0; cache.sets.len()];
        for nth in 0..sets.len() as u128 {
            let key = CacheKey { about: [1, 1], bytes: (beginning + nth * step).to_be_bytes() };
            sets[key.place() & (cache.sets.len() - 1)] += 1;
        }
        // Thrown at random, one in a thousand sets would have five or more.
        let crowded = sets.iter().filter(|keys| **keys > 5).count();
        assert!(crowded < sets.len() / 100, "{crowded} of {} sets are crowded", sets.len());
        assert!(sets.iter().max() < Some(&12));
    }
}
