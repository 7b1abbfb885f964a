"""The newsletter: articles, editions, sheets and their exports."""
