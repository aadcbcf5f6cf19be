"""One page in, observations out: words, lines, rulings, tables, notes, heading."""
