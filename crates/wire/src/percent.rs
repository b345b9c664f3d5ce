//! Percent-encoding: the strict form that is signed (RFC 3986), and the lenient form that arrives; and hexadecimal.

/// Appends `text`, keeping `A-Z a-z 0-9 - _ . ~` and writing every other byte as `%XX`.
pub(crate) fn encode(out: &mut Vec<u8>, text: &[u8]) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut rest = text;
    while let Some(at) = rest.iter().position(|&byte| !is_unreserved(byte)) {
        let (plain, special) = rest.split_at(at);
        out.extend_from_slice(plain);
        let Some((&byte, after)) = special.split_first() else { break };
        let digit = |nibble: u8| HEX.get(usize::from(nibble)).copied().unwrap_or(b'0');
        out.extend_from_slice(&[b'%', digit(byte >> 4), digit(byte & 15)]);
        rest = after;
    }
    out.extend_from_slice(rest);
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
    let mut rest = raw;
    while let Some(at) = rest.iter().position(|&byte| matches!(byte, b'+' | b'%')) {
        let (plain, special) = rest.split_at(at);
        out.extend_from_slice(plain);
        rest = match special {
            [b'%', high, low, after @ ..] => {
                out.push(hex_digit(*high)? << 4 | hex_digit(*low)?);
                after
            }
            [b'+', after @ ..] => {
                out.push(b' ');
                after
            }
            _ => return None,
        };
    }
    out.extend_from_slice(rest);
    Some(())
}

/// Bytes in lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| if nibble < 10 { b'0' + nibble } else { b'a' - 10 + nibble };
    // One piece of memory filled in place: every request has four digests shown.
    let mut out = vec![0; bytes.len() * 2];
    for (pair, byte) in out.as_chunks_mut::<2>().0.iter_mut().zip(bytes) {
        *pair = [digit(byte >> 4), digit(byte & 15)];
    }
    String::from_utf8(out).unwrap_or_default()
}

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_encoded_and_decoded() {
        for (text, encoded) in [
            ("", ""),
            ("AZaz09-_.~", "AZaz09-_.~"),
            ("a b", "a%20b"),
            (" ", "%20"),
            ("é*+%", "%C3%A9%2A%2B%25"),
            ("x/y:", "x%2Fy%3A"),
        ] {
            let (mut out, mut back) = (Vec::new(), Vec::new());
            encode(&mut out, text.as_bytes());
            assert_eq!(out, encoded.as_bytes(), "{text}");
            assert_eq!(decode(&mut back, &out), Some(()), "{text}");
            assert_eq!(back, text.as_bytes(), "{text}");
        }
        for (raw, text) in
            [("a+b", Some("a b")), ("%c3%A9+", Some("é ")), ("%", None), ("%4", None), ("%g0", None)]
        {
            let mut out = Vec::new();
            let decoded = decode(&mut out, raw.as_bytes()).map(|()| String::from_utf8(out).unwrap());
            assert_eq!(decoded.as_deref(), text, "{raw}");
        }
        assert_eq!(hex(&[0x00, 0x1f, 0xa0]), "001fa0");
    }
}
