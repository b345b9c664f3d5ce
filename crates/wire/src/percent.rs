//! Percent-encoding: the strict form that is signed (RFC 3986), and the lenient form that arrives.

/// Appends `text`, keeping `A-Z a-z 0-9 - _ . ~` and writing every other byte as `%XX`.
pub(crate) fn encode(out: &mut Vec<u8>, text: &[u8]) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for &byte in text {
        if is_unreserved(byte) {
            out.push(byte);
        } else {
            let digit = |nibble: u8| HEX.get(usize::from(nibble)).copied().unwrap_or(b'0');
            out.extend_from_slice(&[b'%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
}

/// Whether encoding would leave the text as it is.
pub(crate) fn is_plain(text: &str) -> bool {
    text.bytes().all(is_unreserved)
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~')
}

/// Appends what `raw` stands for: `+` is a space, `%XX` a byte. `None` when a `%` is not followed by two digits.
pub(crate) fn decode(out: &mut Vec<u8>, raw: &[u8]) -> Option<()> {
    let mut bytes = raw.iter();
    while let Some(&byte) = bytes.next() {
        out.push(match byte {
            b'+' => b' ',
            b'%' => hex_digit(*bytes.next()?)? << 4 | hex_digit(*bytes.next()?)?,
            other => other,
        });
    }
    Some(())
}

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}
