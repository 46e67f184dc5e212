//! Files in whatever encoding a spreadsheet or an old system wrote them, read as UTF-8.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::Path;

use crate::error::{Error, Result};

use super::decoder::Decoder;
use super::rows::reading;

/// Bytes read at once.
const CHUNK: usize = 64 * 1024;

/// What the bytes of a text file mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark. Single lines may still hold bytes that are not UTF-8.
    Utf8,
    /// UTF-16, little end first.
    Utf16Little,
    /// UTF-16, big end first.
    Utf16Big,
    /// Windows-1252, of which Latin-1's printable characters are a part.
    Windows1252,
}

/// What a text is read from.
trait Input: Read + Seek + Send + Sync {}

impl<T: Read + Seek + Send + Sync> Input for T {}

/// A text file, on the disk or in memory, as a stream of UTF-8, without its byte order mark, in bounded memory.
///
/// The file is read twice: once to find out what it is, then once to decode it.
pub struct Text<'a> {
    input: Box<dyn Input + 'a>,
    encoding: Encoding,
    /// None where the bytes are UTF-8 already and pass through as they are.
    decoder: Option<Box<Decoding>>,
    bytes_done: u64,
    bytes_total: u64,
}

struct Decoding {
    decoder: Decoder,
    raw: Vec<u8>,
    ready: String,
    /// How much of `ready` was handed out.
    taken: usize,
    finished: bool,
}

/// Without what the file holds.
impl std::fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Text").field("encoding", &self.encoding).finish_non_exhaustive()
    }
}

impl<'a> Text<'a> {
    /// Opens a file and finds out its encoding: by its byte order mark; else UTF-8 when its bytes are that; else
    /// Windows-1252. A file of UTF-8 in which a few lines are spoilt stays UTF-8, and those lines stay as they are.
    ///
    /// # Errors
    /// [`Error::Io`] when the file cannot be read; [`Error::InvalidArgument`] when it is not a text, or no regular
    /// file and so cannot be read twice.
    pub fn open(path: &Path) -> Result<Text<'static>> {
        // Asked before opening: opening a pipe would wait for whoever writes it.
        let about = std::fs::metadata(path).map_err(reading)?;
        if !about.is_file() {
            return Err(Error::invalid("file", "is not a regular file; save the data to a file on disk first"));
        }
        Text::over(File::open(path).map_err(reading)?, about.len())
    }

    /// The same over the bytes of a file.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] when they are no text.
    pub fn of(bytes: &'a [u8]) -> Result<Text<'a>> {
        Text::over(Cursor::new(bytes), bytes.len() as u64)
    }

    fn over(mut input: impl Input + 'a, bytes_total: u64) -> Result<Text<'a>> {
        let (encoding, mark) = survey(&mut input)?;
        input.seek(SeekFrom::Start(mark)).map_err(reading)?;
        let decoder = match encoding {
            Encoding::Utf8 => None,
            Encoding::Utf16Little => Some(Decoder::utf16(u16::from_le_bytes)),
            Encoding::Utf16Big => Some(Decoder::utf16(u16::from_be_bytes)),
            Encoding::Windows1252 => Some(Decoder::Windows1252),
        };
        let decoder = decoder.map(|decoder| {
            Box::new(Decoding { decoder, raw: vec![0; CHUNK], ready: String::new(), taken: 0, finished: false })
        });
        Ok(Text { input: Box::new(input), encoding, decoder, bytes_done: mark, bytes_total })
    }

    /// The encoding that was found.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Bytes of the file read so far.
    pub fn bytes_done(&self) -> u64 {
        self.bytes_done
    }

    /// The file's size in bytes when it was opened.
    pub fn bytes_total(&self) -> u64 {
        self.bytes_total
    }
}

impl Read for Text<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let Some(decoding) = &mut self.decoder else {
            let count = self.input.read(out)?;
            self.bytes_done += count as u64;
            return Ok(count);
        };
        while decoding.taken == decoding.ready.len() {
            if decoding.finished {
                return Ok(0);
            }
            let count = self.input.read(&mut decoding.raw)?;
            self.bytes_done += count as u64;
            decoding.decode(count);
        }
        let waiting = &decoding.ready.as_bytes()[decoding.taken..];
        let count = waiting.len().min(out.len());
        out[..count].copy_from_slice(&waiting[..count]);
        decoding.taken += count;
        Ok(count)
    }
}

impl Decoding {
    /// Decodes the first bytes of the chunk; none of them means that the file is over.
    fn decode(&mut self, count: usize) {
        self.ready.clear();
        self.taken = 0;
        self.finished = count == 0;
        self.decoder.decode(&self.raw[..count], &mut self.ready);
        if self.finished {
            self.decoder.end(&mut self.ready);
        }
    }
}

/// The encoding of a file and the length of its byte order mark.
fn survey(file: &mut impl Input) -> Result<(Encoding, u64)> {
    let mut buffer = vec![0; CHUNK];
    let mut held = fill(file, &mut buffer, 0)?;
    let start = &buffer[..held];
    match start {
        [0xff, 0xfe, ..] => return Ok((Encoding::Utf16Little, 2)),
        [0xfe, 0xff, ..] => return Ok((Encoding::Utf16Big, 2)),
        [b'P', b'K', 3, 4, ..] => {
            return Err(Error::invalid("file", "is a spreadsheet or an archive; save it as CSV in UTF-8 first"));
        }
        // Text holds no zero bytes, but ASCII written as UTF-16 is full of them.
        [first, 0, ..] if *first != 0 => return Ok((Encoding::Utf16Little, 0)),
        [0, second, ..] if *second != 0 => return Ok((Encoding::Utf16Big, 0)),
        _ => {}
    }
    let mark = if start.starts_with(&[0xef, 0xbb, 0xbf]) { 3 } else { 0 };
    let mut count = Utf8Count::default();
    loop {
        // Only the file's end leaves the buffer with room.
        let last = held < buffer.len();
        if buffer[..held].contains(&0) {
            return Err(Error::invalid("file", "is not a text; export it as CSV, JSON or JSONL"));
        }
        let rest = count.take(&mut buffer[..held]);
        if last {
            count.spoilt += u64::from(rest > 0);
            break;
        }
        held = fill(file, &mut buffer, rest)?;
    }
    let utf8 = mark > 0 || count.spoilt == 0 || count.characters > count.spoilt;
    Ok((if utf8 { Encoding::Utf8 } else { Encoding::Windows1252 }, mark))
}

/// Reads until the buffer is full or the file is over; the bytes before `held` stay. Returns how much it holds then.
fn fill(file: &mut impl Read, buffer: &mut [u8], mut held: usize) -> Result<usize> {
    while held < buffer.len() {
        match file.read(&mut buffer[held..]) {
            Ok(0) => break,
            Ok(count) => held += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(reading(error)),
        }
    }
    Ok(held)
}

/// How much of a file is UTF-8 beyond ASCII, and how much cannot be.
#[derive(Debug, Default)]
struct Utf8Count {
    /// Characters of two and more bytes.
    characters: u64,
    /// Places that are not UTF-8.
    spoilt: u64,
}

impl Utf8Count {
    /// Counts a chunk, moves a character that is cut off at its end to its beginning and returns that one's length.
    fn take(&mut self, chunk: &mut [u8]) -> usize {
        let mut at = 0;
        loop {
            let (valid, trouble) = match std::str::from_utf8(&chunk[at..]) {
                Ok(text) => (text.len(), None),
                Err(error) => (error.valid_up_to(), Some(error.error_len())),
            };
            self.characters += chunk[at..at + valid].iter().filter(|&&byte| byte >= 0xc0).count() as u64;
            at += valid;
            match trouble {
                None => return 0,
                Some(Some(length)) => {
                    self.spoilt += 1;
                    at += length;
                }
                Some(None) => {
                    let rest = chunk.len() - at;
                    chunk.copy_within(at.., 0);
                    return rest;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<(Encoding, Vec<u8>)> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        std::fs::write(&path, bytes).unwrap();
        let mut text = Text::open(&path)?;
        let mut decoded = Vec::new();
        text.read_to_end(&mut decoded).unwrap();
        assert_eq!((text.bytes_done(), text.bytes_total()), (bytes.len() as u64, bytes.len() as u64));
        assert_eq!(read_from_memory(bytes)?, (text.encoding(), decoded.clone()));
        Ok((text.encoding(), decoded))
    }

    fn read_from_memory(bytes: &[u8]) -> Result<(Encoding, Vec<u8>)> {
        let mut text = Text::of(bytes)?;
        let mut decoded = Vec::new();
        text.read_to_end(&mut decoded).unwrap();
        assert_eq!((text.bytes_done(), text.bytes_total()), (bytes.len() as u64, bytes.len() as u64));
        Ok((text.encoding(), decoded))
    }

    #[test]
    fn every_encoding_is_read_as_the_same_text() {
        let text = "Köhler, José \u{20ac}";
        let mut marked = vec![0xef, 0xbb, 0xbf];
        marked.extend(text.as_bytes());
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let samples = [
            (Encoding::Utf8, text.as_bytes().to_vec()),
            (Encoding::Utf8, marked),
            (Encoding::Utf16Little, [&[0xff, 0xfe][..], &little].concat()),
            (Encoding::Utf16Big, [&[0xfe, 0xff][..], &big].concat()),
            (Encoding::Utf16Little, little),
            (Encoding::Utf16Big, big),
            (Encoding::Windows1252, b"K\xf6hler, Jos\xe9 \x80".to_vec()),
        ];
        for (encoding, bytes) in samples {
            assert_eq!(read(&bytes).unwrap(), (encoding, text.as_bytes().to_vec()));
        }
    }

    #[test]
    fn a_character_cut_by_the_chunk_is_whole() {
        for before in CHUNK - 5..CHUNK + 3 {
            let text = format!("{}€{}", "a".repeat(before), "é".repeat(CHUNK));
            assert_eq!(read(text.as_bytes()).unwrap(), (Encoding::Utf8, text.into_bytes()));
            let latin: Vec<u8> = std::iter::repeat_n(b'a', before).chain([0xe9, b'b', 0xfc]).collect();
            let expected: String = latin.iter().map(|&byte| char::from(byte)).collect();
            assert_eq!(read(&latin).unwrap(), (Encoding::Windows1252, expected.into_bytes()));
        }
    }

    #[test]
    fn a_spoilt_line_does_not_spoil_the_other_lines_of_utf8() {
        let bytes = b"J\xc3\xb6rg\nJ\xf6rg\nJos\xc3\xa9\n";
        assert_eq!(read(bytes).unwrap(), (Encoding::Utf8, bytes.to_vec()));
        assert_eq!(read(b"ends inside \xc3").unwrap().0, Encoding::Windows1252);
    }

    #[test]
    fn an_empty_file_is_an_empty_text() {
        assert_eq!(read(b"").unwrap(), (Encoding::Utf8, Vec::new()));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert!(read(b"PK\x03\x04 rest of a workbook").is_err());
        assert!(read(b"ab\0cd").is_err());
        assert!(Text::open(&std::env::temp_dir()).is_err());
        assert!(Text::open(Path::new("/nowhere/at/all")).is_err());
    }
}
