"""HTTP input of the room's pages, one module per noun."""
