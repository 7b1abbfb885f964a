"""For whoever writes plugins: a first folder, a check before it goes out, a look at what it makes, a way in."""
