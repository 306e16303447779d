"""Django REST framework over unmanaged models, served by gunicorn."""
