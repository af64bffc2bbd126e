"""HTTP input for pages, one module per noun."""
