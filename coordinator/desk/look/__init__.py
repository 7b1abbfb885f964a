"""The living style page: what the stylesheet says of colours and sizes, and every piece in each of its looks."""
