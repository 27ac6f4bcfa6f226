//! Unpacks one member with a limit on every side: what a header declares is a claim, held against what comes out.

use super::Member;
use flate2::Crc;
use flate2::read::DeflateDecoder;
use std::io::Read;

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
    match member.method {
        0 => drain(packed, member, keep),
        _ => drain(DeflateDecoder::new(packed), member, keep),
    }
}

fn drain(mut from: impl Read, member: &Member, keep: bool) -> Result<Vec<u8>, Fault> {
    let ahead = if keep { member.size.min(MOST_AHEAD) } else { 0 };
    let (mut kept, mut crc, mut seen) = (Vec::with_capacity(ahead as usize), Crc::new(), 0u64);
    let mut buffer = vec![0; 64 << 10];
    loop {
        let count = from.read(&mut buffer).map_err(|_| Fault::Damaged)?;
        if count == 0 {
            break;
        }
        seen += count as u64;
        if seen > member.size {
            return Err(Fault::SizeLies);
        }
        crc.update(&buffer[..count]);
        if keep {
            kept.extend_from_slice(&buffer[..count]);
        }
    }
    match (seen == member.size, crc.sum() == member.crc) {
        (false, _) => Err(Fault::SizeLies),
        (true, false) => Err(Fault::Damaged),
        (true, true) => Ok(kept),
    }
}
