//! Unpacks one member with a limit on every side: what a header declares is a claim, held against what comes out.

use super::Member;
use flate2::Crc;
use flate2::read::DeflateDecoder;
use std::io::{self, Read};

/// Why the content of a member cannot be had.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::verify) enum Fault {
    /// More or fewer bytes come out than are declared.
    SizeLies,
    /// The packed bytes are no deflate stream, or their checksum is another.
    Damaged,
}

/// How many bytes are made room for before they are there: what is declared may be a lie.
const MOST_AHEAD: u64 = 1 << 20;

/// Reads a member to its end, and keeps its bytes where asked. Never takes more memory than the declared size, nor reads
/// more than one byte beyond it.
pub(in crate::verify) fn unpack(bytes: &[u8], member: &Member, keep: bool) -> Result<Vec<u8>, Fault> {
    let packed = bytes.get(member.data.clone()).ok_or(Fault::Damaged)?;
    let limit = member.size.saturating_add(1);
    let from: &mut dyn Read = match member.method {
        0 => &mut packed.take(limit),
        _ => &mut DeflateDecoder::new(packed).take(limit),
    };
    let drained = if keep { whole(from, member.size) } else { sums(from) };
    let (content, seen, crc) = drained.map_err(|_| Fault::Damaged)?;
    match (seen == member.size, crc.sum() == member.crc) {
        (false, _) => Err(Fault::SizeLies),
        (true, false) => Err(Fault::Damaged),
        (true, true) => Ok(content),
    }
}

/// What came out: its bytes where they are kept, how many they were, and their checksum.
type Drained = (Vec<u8>, u64, Crc);

/// In one piece: a copy by way of a buffer would be a hundredth of a build.
fn whole(from: &mut dyn Read, size: u64) -> io::Result<Drained> {
    let (mut content, mut crc) = (Vec::with_capacity(size.min(MOST_AHEAD) as usize), Crc::new());
    let seen = from.read_to_end(&mut content)?;
    crc.update(&content);
    Ok((content, seen as u64, crc))
}

fn sums(from: &mut dyn Read) -> io::Result<Drained> {
    let (mut buffer, mut crc, mut seen) = (vec![0; 64 << 10], Crc::new(), 0);
    loop {
        let count = from.read(&mut buffer)?;
        if count == 0 {
            return Ok((Vec::new(), seen, crc));
        }
        crc.update(&buffer[..count]);
        seen += count as u64;
    }
}
