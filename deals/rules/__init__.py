"""What may be done, one module per noun; importing the package registers every permission."""
