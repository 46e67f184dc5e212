//! Choices, made by the bytes that the fuzzer gives.

/// The bytes that are left. When there are none, every choice is the first one, so the good ones come first.
pub struct Draw<'a>(pub &'a [u8]);

impl Draw<'_> {
    pub fn is_over(&self) -> bool {
        self.0.is_empty()
    }

    /// A number from 0 to `count` - 1.
    pub fn below(&mut self, count: usize) -> usize {
        let mut drawn = 0;
        for _ in 0..if count <= 1 {
            0
        } else if count <= 256 {
            1
        } else {
            2
        } {
            let Some((first, rest)) = self.0.split_first() else { break };
            (drawn, self.0) = (drawn << 8 | *first as usize, rest);
        }
        drawn % count.max(1)
    }

    /// Whether something happens that seldom does.
    pub fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == many - 1
    }

    pub fn choose<'c, T>(&mut self, from: &'c [T]) -> Option<&'c T> {
        from.get(self.below(from.len()))
    }
}
