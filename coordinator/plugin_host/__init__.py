"""Finds plugins, runs each in a sandboxed process of its own, and checks what comes back; `host` is the way in."""
