"""The People and Profile pages, contract and conflict dialogs, and the first screen of a device."""
