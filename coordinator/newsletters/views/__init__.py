"""Pages of the newsletter: its front, articles, editions, exports."""

from flask import Blueprint

from coordinator.newsletters.views import articles, editions, exports, front

blueprints: tuple[Blueprint, ...] = (front.bp, articles.bp, editions.bp, exports.bp)
