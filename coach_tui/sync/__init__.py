"""What travels, and how: frames, keys, the vault, the shared folder, who is let in."""
