"""Handing in by HTTP: an application with one case is received; accepting it is an act of its own."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from ninja import Router

from yimen.cases.lifecycle import Act
from yimen.faces.api import acts, handing, schemas
from yimen.faces.api.signed import Token

router = Router(tags=["申请"], auth=Token())


@router.post("/applications", **acts.told(Act.RECEIVE, status=201))
def receive(request: HttpRequest, body: schemas.Apply) -> HttpResponse:
    """收件：登记申请人，办件有编号，时限未起算。受理、不予受理或者告知补正另行办理。"""
    return acts.begin(request, body, Act.RECEIVE, partial(handing.received, body))
