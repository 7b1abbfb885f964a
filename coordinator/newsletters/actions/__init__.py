"""Every write of the newsletter: articles, editions, exports."""
