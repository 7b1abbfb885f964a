"""What is raised where a file of a plugin cannot be read without a doubt, or has something in it that acts."""


class Odd(Exception):
    """What was found, as whoever wrote the plugin would look for it."""
