"""Looks of a space's own: plugins of one template that its coordinators bring or copy, change and take back."""
