"""How a message reaches a partner: its signature, the check of its address, the call itself. No database here."""
