"""The application for a WSGI server of one's own choice; `coordinator run` needs no such file."""

from coordinator import create_app
from coordinator.serve.web import forget_who

application = forget_who(create_app().wsgi_app)
