"""Start an engagement on this device, join one by invitation, or move its shared folder."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from coach_tui.engagement import NAME_LIMIT, Engagement, Plan, wall_clock
from coach_tui.home import Home
from coach_tui.records.change import Change
from coach_tui.records.refusal import Refused
from coach_tui.records.text import line, typed
from coach_tui.sync import invitation, keys
from coach_tui.sync.admission import member_change
from coach_tui.sync.codec import b32
from coach_tui.sync.exchange import AT_ONCE, Hands, at_once
from coach_tui.sync.folder import Folder, Place
from coach_tui.sync.keys import Keyring


def _named(text: str, what: str) -> str:
    name = line(typed(text))
    if not name:
        raise Refused(f"{what} is missing.")
    if len(name) > NAME_LIMIT:
        raise Refused(f"{what} is longer than {NAME_LIMIT} characters. Choose a shorter one.")
    return name


@contextmanager
def _working(folder: Path, nothing: str) -> Iterator[None]:
    """Turn any error of the folder or the disk into `Refused`; `nothing` says what was not done."""
    try:
        yield
    except RuntimeError:  # Path.resolve() raises this for a symbolic link loop
        raise Refused(f"{folder}: a link that leads to itself. {nothing}") from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise Refused(f"{error.filename or folder}: {why}. {nothing}") from None


def found_engagement(
    home: Home,
    folder: Path,
    *,
    name: str,
    role: str,
    title: str,
    wall: Callable[[], int] = wall_clock,
) -> Engagement:
    """Start an engagement in a shared folder: make keys, write the folder's marker and the first
    signed changes. `Refused` when a name is unsuitable or the folder is in use or fails.
    """
    name, title = _named(name, "Your name"), _named(title, "The engagement's name")
    folder = folder.absolute()
    with _working(folder, "Nothing was started."):
        ring = _founded(home, folder, name, role, title)
        engagement = Engagement(home, ring, wall)
        ring.member, now = engagement.new_id(), wall()
        keys.save(home, ring)
    new, me = engagement.new_id, ring.member
    engagement.do(
        Plan([
            member_change(new(), now, me, name, "coach", ring.sign, ring.box),
            Change(new(), "epoch", now, {"key": next(iter(ring.keys))}),
            Change(new(), "engagement", now, {"text": title}),
        ])
    )  # fmt: skip
    engagement.publish()
    return engagement


def _founded(home: Home, folder: Path, name: str, role: str, title: str) -> Keyring:
    home.apart_from(folder)
    if (folder / "v1").exists():
        raise Refused(f"{folder} holds an engagement already. To take part in it, join instead.")
    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} is not a folder. Nothing was changed.")
    ring = keys.new_keyring(
        b32(secrets.token_bytes(16)), title=title, name=name, role=role, folder=folder
    )
    ring.founder = ring.sign
    ring.add_key(secrets.token_bytes(32))
    Folder(folder, ring.sp).found()
    keys.save(home, ring)
    return ring


def ask_to_join(
    home: Home, folder: Path, code_text: str, name: str, wall: Callable[[], int] = wall_clock
) -> Keyring:
    """Ask to be admitted to the engagement of a folder, with an invitation's code. The keys
    returned are not usable before `try_to_enter` is true. `Refused` for a wrong code or a failing
    folder.
    """
    name, folder = _named(name, "Your name"), folder.absolute()
    code = invitation.read_code(code_text)
    with _working(folder, "Nothing was asked."):
        home.apart_from(folder)
        offer = invitation.read_offer(folder, code, wall())
        if offer.sp in home.engagements():
            ring = keys.load(home, offer.sp)
            if ring.inside or not ring.asking:
                raise Refused("This device is in that engagement already. Nothing was changed.")
            ring.name = name
        else:
            ring = keys.new_keyring(offer.sp, title="", name=name, role=offer.role, folder=folder)
        invitation.ask(Folder(folder, ring.sp), ring, code, offer)
        keys.save(home, ring)
    return ring


def try_to_enter(home: Home, ring: Keyring, wall: Callable[[], int] = wall_clock) -> bool:
    """Look for the answer to this device's request; true when it is admitted now. Blocks on the
    folder.
    """
    return at_once(entering(home, ring, AT_ONCE, wall))


async def entering(
    home: Home, ring: Keyring, on: Hands, wall: Callable[[], int] = wall_clock
) -> bool:
    """Look for the answer to this device's request, each step on the thread that `on` provides;
    true when it is admitted. On admission the first, empty frame is saved: it tells the others.
    """
    if not ring.inside and await on.folder(_accepted, ring):
        await on.vault(_entered, home, ring, wall)
    return ring.inside


def _accepted(ring: Keyring) -> bool:
    """Whether an answer was found and its keys put into `ring`; false when the folder fails."""
    with suppress(OSError):
        return invitation.accept(Folder(Path(ring.folder), ring.sp), ring)
    return False


def _entered(home: Home, ring: Keyring, wall: Callable[[], int]) -> None:
    keys.save(home, ring)
    Engagement(home, ring, wall).replica.commit([])


def move_folder(home: Home, ring: Keyring, folder: Path) -> None:
    """Store a new path of the shared folder. `Refused` unless this engagement's folder, or an empty
    one, is there.
    """
    folder = folder.absolute()
    with _working(folder, "Nothing was changed."):
        home.apart_from(folder)
        place = Folder(folder, ring.sp).place()
        if place is Place.OTHER:
            raise Refused(f"{folder} belongs to another engagement. Nothing was changed.")
        if place is Place.MISSING:
            raise Refused(f"{folder} is not there. Nothing was changed.")
        ring.folder = str(folder)
        keys.change(home, ring.sp, lambda kept: setattr(kept, "folder", str(folder)))
