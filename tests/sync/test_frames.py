"""A frame is believed as it was signed, or not at all."""

import base64
import json
from typing import Any

import nacl.bindings as sodium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach_tui.records.change import Change
from coach_tui.records.refusal import Refused
from coach_tui.sync import frame
from coach_tui.sync.clock import tick_text
from coach_tui.sync.codec import b32, b64, unb64
from coach_tui.sync.frame import Body, Frame

SP = "abcdefghijklmnopqrstuvwxyz"
PUBLIC, SECRET = sodium.crypto_sign_seed_keypair(b"1" * 32)
OTHER_PUBLIC, OTHER_SECRET = sodium.crypto_sign_seed_keypair(b"2" * 32)
KEY, OTHER_KEY = b"k" * 32, b"o" * 32
DEVICE = frame.device_name(PUBLIC)


def built(text: str = "hello", n: int = 1, **more: Any) -> Frame:
    body = Body("r7r7r7r7r7aaaaaa", "note", 5, {"text": text}, {}, {})
    said: dict[str, Any] = {
        "sp": SP, "device": DEVICE, "n": n, "before": "", "clock": tick_text(1 << 30), "key": KEY,
        "secret": SECRET,
    }  # fmt: skip
    return frame.build(body, **(said | more))


ONE, TWO = built(), built("other", 2, before="a" * 52)
LINE = ONE.line


def believed(line: bytes, key: bytes = KEY) -> Body | None:
    """What a reader of our engagement makes of a line."""
    found = frame.parse(line)
    if found is None or found.header.sp != SP or not frame.genuine(found, PUBLIC):
        return None
    return frame.opened(found, key)


def parts(line: bytes) -> tuple[str, str, str]:
    """Header without its end, signature and body of a line."""
    text = line.decode().rstrip("\n")
    header, rest = text.split(',"sig":"')
    signature, body = rest.split('","b":')
    return header, signature, body[:-1]


HEADER, SIG, BODY = parts(LINE)
SEALED = BODY.strip('"')


def a_line(header: str = HEADER, sig: str = SIG, body: str = BODY) -> bytes:
    return f'{header},"sig":"{sig}","b":{body}}}\n'.encode()


values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.dictionaries(st.text(), values, max_size=4),
    st.integers(1, 10**15 - 1),
    st.integers(0, (1 << 63) - 1),
)
def test_what_was_built_opens_as_it_was(said: dict[str, Any], n: int, tick: int) -> None:
    body = Body("r7r7r7r7r7aaaaaa", "note", 5, said, {"text": ["s"]}, {DEVICE: (3, "abcdefgh")})
    made = frame.build(
        body,
        sp=SP,
        device=DEVICE,
        n=n,
        before=ONE.id,
        clock=tick_text(tick),
        key=KEY,
        secret=SECRET,
    )
    found = frame.parse(made.line)
    assert found == made
    assert frame.genuine(made, PUBLIC)
    assert frame.opened(made, KEY) == body
    assert (made.header.n, made.header.clock, made.header.before) == (n, tick_text(tick), ONE.id)
    assert body.change == Change("r7r7r7r7r7aaaaaa", "note", 5, said, {"text": ["s"]})


def test_a_line_is_json_with_the_keys_in_order() -> None:
    assert list(json.loads(LINE)) == ["v", "sp", "d", "n", "p", "h", "k", "bh", "sig", "b"]
    assert a_line() == LINE


def test_line_ends_do_not_matter() -> None:
    bare = LINE.rstrip(b"\n")
    for line in (bare, bare + b"\n", bare + b"\r\n", bare + b"\r"):
        assert frame.parse(line) == ONE


def swap(old: str, new: str) -> bytes:
    assert old in LINE.decode()
    return LINE.decode().replace(old, new, 1).encode()


def loose_bits(text: str) -> str:
    """The same bytes in another spelling: the unused last bits of base64 set."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    assert len(text) % 4
    return text[:-1] + alphabet[alphabet.index(text[-1]) ^ 1]


FIRST_B = f'{{"b":{BODY},' + HEADER[1:]
REFUSED = {
    "body twice": a_line(body=f'{BODY},"b":{parts(TWO.line)[2]}'),
    "body before": FIRST_B.encode() + f',"sig":"{SIG}","b":{BODY}}}\n'.encode(),
    "signature twice": a_line(sig=f'{SIG}","sig":"{SIG}'),
    "header key again behind": a_line(body=f'{BODY},"n":7'),
    "header key again before the signature": a_line(header=HEADER + ',"n":7'),
    "header key again in front": a_line(header='{"n":7,' + HEADER[1:]),
    "extra key": a_line(body=f'{BODY},"x":1'),
    "extra key in the header": a_line(header=HEADER + ',"x":1'),
    "escaped key": swap('"n":1', '"\\u006e":1'),
    "leading zero": swap('"n":1', '"n":01'),
    "negative": swap('"n":1', '"n":-1'),
    "zero": swap('"n":1', '"n":0'),
    "a fraction": swap('"n":1', '"n":1.0'),
    "an exponent": swap('"n":1', '"n":1e0'),
    "another number": swap('"n":1', '"n":2'),
    "another version": swap('"v":1', '"v":2'),
    "upper case engagement": swap(SP, SP.upper()),
    "another engagement": swap(SP, SP[::-1]),
    "upper case device": swap(DEVICE, DEVICE.upper()),
    "another device": swap(DEVICE, frame.device_name(OTHER_PUBLIC)),
    "upper case clock": swap(ONE.header.clock, ONE.header.clock[:-1] + "Z"),
    "a letter that clocks lack": swap(ONE.header.clock, ONE.header.clock[:-1] + "u"),
    "another key name": swap(ONE.header.key, "aaaaaaaa"),
    "another predecessor": swap('"p":null', f'"p":"{"a" * 52}"'),
    "an empty predecessor": swap('"p":null', '"p":""'),
    "order": LINE.replace(b'"v":1,', b"").replace(b'"bh"', b'"v":1,"bh"'),
    "a space": swap('"n":1', '"n": 1'),
    "a tab in front": b"\t" + LINE,
    "a space behind": LINE.rstrip(b"\n") + b" \n",
    "two lines": LINE + LINE,
    "a byte order mark": b"\xef\xbb\xbf" + LINE,
    "a zero byte": LINE.rstrip(b"\n") + b"\0",
    "padded signature": a_line(sig=SIG + "=="),
    "loose signature bits": a_line(sig=loose_bits(SIG)),
    "another signature": a_line(sig=parts(TWO.line)[1]),
    "signature of zeros": a_line(sig="A" * 86),
    "standard alphabet signature": a_line(sig="+/" + SIG[2:]),
    "body no text": a_line(body="1"),
    "body an object": a_line(body='{"b":1}'),
    "header of another frame": a_line(header=parts(TWO.line)[0]),
}
INCOMPLETE = {
    "body null": a_line(body="null"),
    "body of another frame": a_line(body=parts(TWO.line)[2]),
    "body shortened": a_line(body=f'"{SEALED[:-4]}"'),
    "body too short for a nonce": a_line(body='"QUJD"'),
    "body lengthened": a_line(body=f'"{SEALED}AAAA"'),
    "body padded": a_line(body=f'"{SEALED}=="'),
    "body in the standard alphabet": a_line(
        body=f'"{SEALED.replace("-", "+").replace("_", "/")}+/"'
    ),
    "body empty": a_line(body='""'),
    "body with white space": a_line(body=f'"{SEALED[:9]} {SEALED[9:]}"'),
    "body escaped": a_line(body=f'"\\u0041{SEALED[1:]}"'),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_changed_line_is_refused(what: str) -> None:
    assert REFUSED[what] != LINE
    assert believed(REFUSED[what]) is None


@pytest.mark.parametrize("what", INCOMPLETE)
def test_a_changed_body_is_an_absent_body(what: str) -> None:
    assert believed(INCOMPLETE[what]) is None
    found = frame.parse(INCOMPLETE[what])
    assert found is None or (found.id == ONE.id and found.body is None)


def test_a_body_has_one_spelling() -> None:
    for text in ("hello", "hello, once more", "x" * 300):
        line = built(text).line
        sealed = parts(line)[2].strip('"')
        for spelling in (sealed + "=", loose_bits(sealed) if len(sealed) % 4 else sealed + "AA"):
            found = frame.parse(a_line(*parts(line)[:2], f'"{spelling}"'))
            assert found is None or found.body is None


def test_every_cut_is_refused() -> None:
    bare = LINE.rstrip(b"\n")
    for end in range(len(bare)):
        assert frame.parse(bare[:end]) is None
        assert frame.parse(bare[end + 1 :]) is None


def test_every_single_bit_counts() -> None:
    """One bit turned anywhere: refused or incomplete, or (in the line end) the same."""
    whole = believed(LINE)
    for at in range(len(LINE) - 1):
        for bit in (1 << at % 8, 0x20):
            turned = LINE[:at] + bytes([LINE[at] ^ bit]) + LINE[at + 1 :]
            assert believed(turned) is None, (at, bit)
    assert whole is not None


@settings(max_examples=300)
@given(st.data())
def test_splices_of_valid_lines_are_never_believed_as_something_else(data: st.DataObject) -> None:
    lines = [LINE, TWO.line, a_line(body="null")]
    genuine = [believed(LINE), believed(TWO.line)]
    left, right = data.draw(st.sampled_from(lines)), data.draw(st.sampled_from(lines))
    cut, skip = data.draw(st.integers(0, len(left))), data.draw(st.integers(0, len(right)))
    insert = data.draw(st.binary(max_size=3))
    made = believed(left[:cut] + insert + right[skip:])
    assert made is None or made in genuine


@settings(max_examples=300)
@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_arbitrary_bytes_are_no_frame(data: bytes) -> None:
    assert frame.parse(data) is None
    assert frame.parse(LINE.rstrip(b"\n") + data) in (None, ONE)


def test_another_key_opens_nothing() -> None:
    assert frame.opened(ONE, OTHER_KEY) is None
    assert frame.key_name(OTHER_KEY) != ONE.header.key


@pytest.mark.parametrize(
    "key",
    [OTHER_PUBLIC, b"", b"x", bytes(32), PUBLIC + b"x"],
    ids=["other", "empty", "short", "zeros", "long"],
)
def test_another_device_s_key_vouches_for_nothing(key: bytes) -> None:
    assert not frame.genuine(ONE, key)


def test_a_frame_in_another_s_name_is_not_genuine() -> None:
    forged = built("forged", secret=OTHER_SECRET)
    assert not frame.genuine(forged, PUBLIC)
    assert not frame.genuine(forged, OTHER_PUBLIC)


def test_a_body_belongs_to_its_place() -> None:
    """Sealed bytes put under another header, signed anew by a member, do not open."""
    moved = json.loads(TWO.line)
    moved["bh"], moved["b"] = json.loads(LINE)["bh"], json.loads(LINE)["b"]
    signature, body = moved.pop("sig"), moved.pop("b")
    header = json.dumps(moved, separators=(",", ":"))[:-1]
    signature = b64(sodium.crypto_sign(frame.SIGNED + header.encode() + b"}", SECRET)[:64])
    found = frame.parse(a_line(header, signature, f'"{body}"'))
    assert found is not None
    assert frame.genuine(found, PUBLIC)
    assert frame.opened(found, KEY) is None


def test_a_body_that_is_no_change_opens_as_nothing() -> None:
    for plain in (b"", b"[]", b"\xff", b'{"id":1}', b'{"set":[]}', b'{"w":"x"}', b"[" * 9000):
        assert frame.opened(sealed_as(plain), KEY) is None


def sealed_as(plain: bytes) -> Frame:
    """A frame by a member whose version seals whatever it likes."""
    nonce = bytes(24)
    aad = f"coach-tui body 1|{SP}|{DEVICE}|1|{frame.key_name(KEY)}".encode()
    sealed = nonce + sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, aad, nonce, KEY)
    header = HEADER.replace(ONE.header.body_hash, frame.digest(sealed))
    signature = sodium.crypto_sign(frame.SIGNED + header.encode() + b"}", SECRET)[:64]
    found = frame.parse(a_line(header, b64(signature), f'"{b64(sealed)}"'))
    assert found is not None
    assert found.body is not None
    return found


@pytest.mark.parametrize("depth", [17, 100, 400, 900, 5000])
def test_a_value_that_is_nested_too_deep_opens_as_nothing(depth: int) -> None:
    value = b"[" * depth + b"]" * depth
    assert frame.opened(sealed_as(b'{"id":"r","set":{"text":' + value + b"}}"), KEY) is None


def test_sizes_are_told_in_steps_only() -> None:
    sizes = {len(built("x" * size).body or b"") for size in range(600)}
    assert len(sizes) <= 4
    assert all((size - 40) % frame.PAD == 0 for size in sizes)


def test_the_same_words_are_never_sealed_alike() -> None:
    assert built().body != built().body


def test_a_line_has_a_limit() -> None:
    with pytest.raises(Refused, match="more than one record can hold"):
        built("x" * frame.LINE_LIMIT)
    assert frame.parse(LINE.rstrip(b"\n") + b" " * frame.LINE_LIMIT) is None


@given(st.binary(max_size=40))
def test_base64_has_one_spelling_for_bytes(data: bytes) -> None:
    text = b64(data)
    assert unb64(text) == unb64(text.encode()) == data
    for other in (text + "=", text + "==", f" {text}", f"{text}\n", text + "A" * 5, "é" + text):
        assert unb64(other) is None or unb64(other) != data


@given(st.text(max_size=12) | st.text("ABab01-_+/= ", max_size=12))
def test_only_canonical_base64_is_read(text: str) -> None:
    data = unb64(text)
    assert data is None or b64(data) == text
    if "+" in text or "/" in text or "=" in text or not text.isascii():
        assert data is None


def test_base32_is_lower_case_without_padding() -> None:
    assert b32(b"\xff" * 7) == base64.b32encode(b"\xff" * 7).decode().lower().rstrip("=")
