//! Whether somebody still looks: each open page has a question for changes waiting. Knows no clock; it is told at equal times.

use std::time::Duration;

/// Between two looks at who is there.
pub(super) const PAUSE: Duration = Duration::from_secs(5);
/// How many looks without a page are no mere reload: a minute.
const MOST: usize = 12;

/// How many looks have found no page, since there was one.
#[derive(Default)]
pub(super) struct Presence(Option<usize>);

impl Presence {
    /// Takes how many pages wait. True once, when none has been there for a minute and one was there before.
    pub(super) fn is_left(&mut self, pages: usize) -> bool {
        if pages > 0 {
            self.0 = Some(0);
        } else if let Some(looks) = &mut self.0 {
            *looks += 1;
        }
        let is_left = self.0 == Some(MOST);
        if is_left {
            self.0 = None;
        }
        is_left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_is_gone_for_a_minute_is_told_once() {
        let mut presence = Presence::default();
        let mut told = |pages: usize, looks: usize| (0..looks).filter(|_| presence.is_left(pages)).count();
        assert_eq!(told(0, 100), 0, "before anybody came");
        assert_eq!(told(1, 1), 0);
        assert_eq!(told(0, MOST - 1), 0, "a reload");
        assert_eq!(told(2, 3), 0);
        assert_eq!(told(0, MOST), 1);
        assert_eq!(told(0, 100), 0, "once is enough");
        assert_eq!(told(1, 1), 0);
        assert_eq!(told(0, MOST), 1, "after the next page");
    }
}
