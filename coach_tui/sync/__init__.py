"""Synchronisation: signed and sealed frames, keys, the vault, the shared folder, admission of
devices.
"""
