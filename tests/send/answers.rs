//! What becomes of statements with each answer of a store. Nothing here waits: the clock is the test's.

use super::lrs::{Fault, Lrs};
use super::{Folder, line, lines, ready};
use cartable::xapi::client::{Client, Keys};
use cartable::xapi::endpoint::Endpoint;
use cartable::xapi::outbox::{Counts, Outbox};
use cartable::xapi::sender::{End, Pace, Sender};
use cartable::xapi::statement::Version;
use std::cell::Cell;

/// A clock that runs only while somebody waits, and can be set.
struct Hands {
    now: Cell<i64>,
    waited: Cell<i64>,
    /// How far it is set back at the first wait.
    set_back: Cell<i64>,
}

impl Hands {
    fn new() -> Self {
        Self { now: Cell::new(1_800_000_000_000_000), waited: Cell::new(0), set_back: Cell::new(0) }
    }

    fn seconds(&self) -> i64 {
        self.waited.get() / 1_000_000
    }
}

impl Pace for Hands {
    fn now(&self) -> i64 {
        self.now.get()
    }

    fn wait(&self, micros: i64) {
        self.waited.set(self.waited.get() + micros);
        self.now.set(self.now.get() + micros - self.set_back.take());
    }

    fn chance(&self) -> f64 {
        1.0
    }
}

struct Play {
    folder: Folder,
    outbox: Outbox,
    lrs: Lrs,
    client: Client,
    hands: Hands,
}

impl Play {
    fn new(text: &str, fault: impl Fn(usize) -> Fault + Send + Sync + 'static) -> Self {
        let (folder, lrs) = (Folder::new(), Lrs::start(fault));
        let mut outbox = Outbox::open(&folder.outbox()).unwrap();
        let keys = Keys { key: "key".into(), secret: "secret".into() };
        let client = Client::new(Endpoint::read(&lrs.url).unwrap(), Some(keys), Version::One).unwrap();
        outbox.put(&lrs.url, &ready(text), false).unwrap();
        Self { folder, outbox, lrs, client, hands: Hands::new() }
    }

    fn run(&mut self, is_patient: bool) -> End {
        let mut settled = 0;
        let mut told = |more| settled += more;
        let outbox = &mut self.outbox;
        let before = outbox.counts(&self.lrs.url).unwrap();
        let end = Sender::new(outbox, &self.client, &self.hands, is_patient, &mut told).run().unwrap();
        let after = self.counts();
        assert_eq!(before.waiting - after.waiting, settled as u32, "told what was settled");
        end
    }

    fn counts(&self) -> Counts {
        self.outbox.counts(&self.lrs.url).unwrap()
    }

    /// Every fact is in the store under one id.
    fn each_once(&self, count: usize) {
        self.lrs.state(|state| {
            assert_eq!((state.facts.len(), state.kept.len()), (count, count));
            assert!(state.facts.values().all(|ids| ids.len() == 1));
        });
    }
}

#[test]
fn each_is_stored_once_by_a_store_that_breaks_at_every_fifth_request() {
    let faults = [
        Fault::Says("500 Internal Server Error", "", "oops"),
        Fault::Says("503 Service Unavailable", "Retry-After: 3\r\n", ""),
        Fault::Says(
            "429 Too Many Requests",
            "Retry-After: Sun, 22 Nov 2026 10:00:09 GMT\r\nDate: Sun, 22 Nov 2026 10:00:00 GMT\r\n",
            "",
        ),
        Fault::CutBefore,
        Fault::CutAfter,
        Fault::PageAfter,
        Fault::OtherIds,
        Fault::Says("200 OK", "Content-Type: text/html\r\n", "<html>sign in</html>"),
        Fault::Says("502 Bad Gateway", "", "<html>"),
        Fault::Says("200 OK", "", "{}"),
    ];
    for is_strict in [false, true] {
        let faults = faults.clone();
        let fault =
            move |number: usize| if number % 5 == 3 { faults[number / 5 % faults.len()].clone() } else { Fault::Fine };
        let mut play = Play::new(&lines(5_000), fault);
        play.lrs.state(|state| state.is_strict = is_strict);
        assert_eq!(play.run(true), End::Done);
        assert_eq!(play.counts(), Counts { waiting: 0, sent: 5_000, rejected: 0 });
        play.each_once(5_000);
        assert!(play.lrs.state(|state| state.posts) > 60, "faults were met");
    }
}

#[test]
fn bad_ones_are_found_and_kept_and_the_others_go() {
    let text: String = (0..300).map(|n| line(n, if [7, 8, 250].contains(&n) { "bad" } else { "did" }) + "\n").collect();
    let mut play = Play::new(&text, |_| Fault::Fine);
    assert_eq!(play.run(false), End::Done);
    assert_eq!(play.counts(), Counts { waiting: 0, sent: 297, rejected: 3 });
    play.each_once(297);
    let rejected = play.outbox.rejected(&play.lrs.url).unwrap();
    assert!(
        rejected.iter().all(|one| one.body.contains("/bad") && one.words.starts_with("400 Bad Request: the verb of "))
    );
    assert!(rejected.iter().all(|one| one.words.contains(&one.id) && !one.words.contains('\u{1b}')));
    // Mended under its id it goes; sent again as it is it comes back.
    let mended = rejected[0].body.replace("/bad", "/did");
    let taken = play.outbox.put(&play.lrs.url, &ready(&mended), false).unwrap();
    assert_eq!(taken.added, 1);
    assert_eq!(play.outbox.retry(&play.lrs.url).unwrap(), 2);
    assert_eq!(play.run(false), End::Done);
    assert_eq!(play.counts(), Counts { waiting: 0, sent: 298, rejected: 2 });
    play.each_once(298);
}

#[test]
fn a_store_that_has_another_statement_under_an_id_keeps_it() {
    let mut play = Play::new(&lines(10), |_| Fault::Fine);
    let ours = ready(&line(4, "did")).remove(0);
    let theirs: serde_json::Value = serde_json::from_str(&ours.body.replace("/did", "/other")).unwrap();
    play.lrs.state(|state| state.kept.insert(ours.id.to_string(), theirs.clone()));
    assert_eq!(play.run(false), End::Done);
    assert_eq!(play.counts(), Counts { waiting: 0, sent: 9, rejected: 1 });
    assert_eq!(play.outbox.rejected(&play.lrs.url).unwrap()[0].words, "409 Conflict");
    assert_eq!(play.lrs.state(|state| state.kept[&ours.id.to_string()].clone()), theirs);
}

#[test]
fn one_that_breaks_the_store_holds_up_nobody() {
    let text: String = (0..250).map(|n| line(n, if n == 7 { "poison" } else { "did" }) + "\n").collect();
    let mut play = Play::new(&text, |_| Fault::Fine);
    assert!(matches!(play.run(false), End::Later(..)));
    assert_eq!(play.counts(), Counts { waiting: 1, sent: 249, rejected: 0 });
    play.each_once(249);
    let mut broken = Play::new(&lines(5), |_| Fault::Says("500 Internal Server Error", "", "oops"));
    let End::Later(words, _) = broken.run(false) else { panic!("it goes on") };
    assert_eq!(words, "500 Internal Server Error: oops");
    assert_eq!(broken.counts().waiting, 5);
    // A store that is full blames no statement: they stay together.
    let mut full = Play::new(&lines(5), |_| Fault::Says("507 Insufficient Storage", "", "no room"));
    assert!(matches!(full.run(false), End::Later(..)));
    let next = full.outbox.next(&full.lrs.url, 100, 1 << 20).unwrap();
    assert!(next.len() == 5 && next.iter().all(|one| one.tries == 0));
}

#[test]
fn what_only_people_can_change_stops_the_sender() {
    for (status, head) in [
        ("401 Unauthorized", ""),
        ("403 Forbidden", ""),
        ("404 Not Found", ""),
        ("301 Moved Permanently", "Location: https://elsewhere.example.org/\r\n"),
        ("307 Temporary Redirect", "Location: https://elsewhere.example.org/\r\n"),
    ] {
        let mut play = Play::new(&lines(3), move |_| Fault::Says(status, head, ""));
        let End::Never(code, words) = play.run(true) else { panic!("{status}") };
        assert!(status.starts_with(&code.to_string()) && words.starts_with(status));
        assert_eq!(words.contains("elsewhere.example.org"), !head.is_empty());
        assert_eq!(play.counts(), Counts { waiting: 3, sent: 0, rejected: 0 });
    }
}

#[test]
fn keys_never_follow_a_redirect() {
    let other = Lrs::start(|_| Fault::Fine);
    let head: &'static str = format!("Location: {}/statements\r\n", other.url).leak();
    let mut play = Play::new(&lines(3), move |_| Fault::Says("307 Temporary Redirect", head, ""));
    assert!(matches!(play.run(true), End::Never(307, _)));
    assert_eq!(other.state(|state| state.posts), 0);
    assert_eq!(play.lrs.state(|state| state.keys.len()), 1);
}

#[test]
fn a_store_is_left_alone_as_long_as_it_asks_and_longer_each_time() {
    let mut asked = Play::new(&lines(3), |number| match number {
        1 => Fault::Says("503 Service Unavailable", "Retry-After: 700\r\n", ""),
        _ => Fault::Fine,
    });
    assert!(matches!(asked.run(false), End::Later(_, wait) if wait == 700_000_000));
    assert_eq!(asked.hands.seconds(), 0);
    // Another run, an hour's clock or not, keeps to it.
    assert!(matches!(asked.run(false), End::Later(words, _) if words.is_empty()));
    assert_eq!(asked.lrs.state(|state| state.posts), 1);
    assert_eq!(asked.run(true), End::Done);
    assert_eq!(asked.hands.seconds(), 700);

    let mut down = Play::new(&lines(3), |number| if number <= 10 { Fault::CutBefore } else { Fault::Fine });
    assert_eq!(down.run(true), End::Done);
    assert_eq!(down.hands.seconds(), 1 + 2 + 4 + 8 + 16 + 32 + 64 + 128 + 256 + 300);
    assert_eq!(down.outbox.pause(&down.lrs.url, down.hands.now()).unwrap().tries, 0);
}

#[test]
fn whoever_gets_on_has_not_failed() {
    // The answer to a hundred statements is lost; the store says 409 to what it has, and every fourteenth question is lost too.
    let mut play = Play::new(&lines(100), |number| if number == 1 { Fault::CutAfter } else { Fault::Fine });
    play.lrs.state(|state| (state.is_strict, state.cut_gets) = (true, 14));
    assert_eq!(play.run(true), End::Done);
    assert_eq!(play.counts(), Counts { waiting: 0, sent: 100, rejected: 0 });
    assert!(play.hands.seconds() < 12, "a second each time: {}", play.hands.seconds());
    play.each_once(100);
}

#[test]
fn a_clock_that_is_set_back_makes_no_pause_longer() {
    let mut play = Play::new(&lines(3), |number| match number {
        1 => Fault::Says("503 Service Unavailable", "Retry-After: 60\r\n", ""),
        _ => Fault::Fine,
    });
    play.hands.set_back.set(86_400 * 365 * 1_000_000);
    assert_eq!(play.run(true), End::Done);
    // The pause begins anew when the clock jumps, and no more.
    assert!((60..=121).contains(&play.hands.seconds()), "{}", play.hands.seconds());
}

#[test]
fn the_outbox_takes_all_or_nothing_and_forgets_what_was_sent() {
    let mut play = Play::new(&lines(3), |_| Fault::Fine);
    let other = line(1, "did").replace("7f3a", "other");
    let mut clash = ready(&lines(6));
    let body = ready(&other).remove(0);
    clash[1].body = body.body;
    clash[1].sum = body.sum;
    let taken = play.outbox.put(&play.lrs.url, &clash, false).unwrap();
    assert_eq!((taken.added, taken.taken_ids), (0, vec![1]));
    assert_eq!(play.counts().waiting, 3);
    let taken = play.outbox.put(&play.lrs.url, &clash, true).unwrap();
    assert_eq!((taken.added, taken.known, taken.taken_ids), (3, 2, vec![1]));
    assert_eq!(play.run(false), End::Done);
    let taken = play.outbox.put(&play.lrs.url, &ready(&lines(6)), false).unwrap();
    assert_eq!((taken.added, taken.known), (0, 6));
    play.each_once(6);
    // What a learner did stands nowhere in the file any more, and keys never did.
    let file = play.folder.outbox();
    drop(play.outbox);
    let bytes = std::fs::read(&file).unwrap();
    let has = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    assert!(has(play.lrs.url.as_bytes()) && !has(b"7f3a") && !has(b"secret"));
    assert!(!file.with_extension("sqlite-wal").exists());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn one_program_at_a_time_may_send_to_a_store() {
    let folder = Folder::new();
    let (one, other) = (Outbox::open(&folder.outbox()).unwrap(), Outbox::open(&folder.outbox()).unwrap());
    let right = one.sender("https://a.example.org").unwrap();
    assert!(right.is_some());
    assert!(other.sender("https://a.example.org").unwrap().is_none());
    assert!(other.sender("https://b.example.org").unwrap().is_some());
    drop(right);
    assert!(other.sender("https://a.example.org").unwrap().is_some());
}
