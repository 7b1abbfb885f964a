"""Keeps the server and the job worker running under one parent process."""
