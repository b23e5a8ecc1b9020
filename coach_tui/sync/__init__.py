"""Sealed session files: keys, frames, the vault, the shared folder, invitations."""
