"""The letterbox: letters from people without an account, read again with words that were shown to them once."""
