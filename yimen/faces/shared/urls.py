"""Addresses that belong to no single face: signing in, choosing a post, signing out; and the beats of devices."""

from django.urls import path

from yimen.faces.shared import devices, passwords, signing

app_name = "shared"

urlpatterns = [
    path("sign-in/", signing.sign_in, name="sign_in"),
    path("sign-in/post/", signing.choose_post, name="choose_post"),
    path("sign-in/password/", passwords.password, name="password"),
    path("sign-out/", signing.sign_out, name="sign_out"),
    path("beat/<str:token>/", devices.beat, name="beat"),
]
