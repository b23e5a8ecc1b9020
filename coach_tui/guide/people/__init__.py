"""The members: their contract, their learning profiles, and whether changes have reached them."""
