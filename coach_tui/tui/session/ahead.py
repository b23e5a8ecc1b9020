"""Keys pressed before the prompt that they are meant for was drawn."""

from typing import Any, Protocol, runtime_checkable

from textual import events
from textual.message import Message
from textual.screen import Screen

from coach_tui.tui.widgets.early import KEEP_KEYS

Typed = events.Key | events.Paste
"""What a person types: a key, or a text pasted as a whole."""


class Kept(Message):
    """The reply is to be stored; further keys are held back until they are released."""


class Pressed(Message):
    """A key was pressed that does not store the reply: an error that is shown is over."""


def anew(event: Typed) -> Typed:
    """A copy of an event, to be posted to another widget, with the time of the key press."""
    if isinstance(event, events.Paste):
        again: Typed = events.Paste(event.text)
    else:
        again = events.Key(event.key, event.character)
    again.time = event.time
    return again


@runtime_checkable
class Takes(Protocol):
    """A widget that handles keys handed to it one by one."""

    async def take(self, event: Typed) -> bool:
        """Handle a key; whether it asked for the reply to be stored."""
        ...


async def run_binding(screen: Screen[Any], event: events.Key) -> None:
    """Run the command that a key has on the screen now, if there is one."""
    if active := screen.active_bindings.get(event.key):
        await screen.app.run_action(active.binding.action, active.node)


class Ahead:
    """The keys pressed while a reply is being stored. They are meant for the next prompt, so they
    are held back and then handed to the widget that has the focus by then.
    """

    def __init__(self) -> None:
        self._keys: list[Typed] | None = None
        self.storing = False
        """Whether a reply is being stored."""
        self._stored = 0.0
        """When the last reply had been stored, on the clock of messages."""

    @property
    def holding(self) -> bool:
        """Whether keys are held back: a reply is being stored, or earlier keys are not handled."""
        return self._keys is not None

    def late(self, message: Message) -> bool:
        """Whether a click was made while a reply was being stored: it meant what was there then."""
        return self.storing or message.time < self._stored

    def hold(self) -> None:
        """A reply is being stored: hold back keys from now on."""
        self.storing = True
        if self._keys is None:
            self._keys = []

    def add(self, event: Typed) -> None:
        """Hold back one key or paste."""
        event.stop()
        event.prevent_default()
        self._keys = [*(self._keys or ()), event]

    async def release(self, screen: Screen[Any]) -> None:
        """Hand on the held keys in order, up to the next one that stores a reply."""
        self.storing, self._stored = False, Message().time
        while self._keys:
            if await hand_on(screen, self._keys.pop(0)):
                return
        self._keys = None


async def hand_on(screen: Screen[Any], event: Typed) -> bool:
    """Hand a key to what has the focus now; whether it asked for the reply to be stored.

    Where nobody is to type here, keys that would type or store are dropped: they were pressed
    before the person saw that.
    """
    target = screen.focused
    if not screen.is_active:
        # An earlier key opened a menu, which gets the rest.
        (screen.app.focused or screen.app.screen).post_message(anew(event))
    elif isinstance(target, Takes):
        return await target.take(event)
    elif isinstance(event, events.Key) and not _types(event):
        await run_binding(screen, event)
    return False


def _types(event: events.Key) -> bool:
    return event.is_printable or event.key in ("enter", *KEEP_KEYS)
