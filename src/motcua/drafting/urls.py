"""Addresses of drafts and verifications: below the dossier they belong to."""

from django.urls import path

from motcua.drafting.views import drafts, verifications

app_name = "drafting"
_OF = "can-bo/ho-so/<str:code>/"
urlpatterns = [
    path(_OF + "xac-minh/them/", verifications.plan, name="plan"),
    path(_OF + "xac-minh/<int:verification_id>/", verifications.verification, name="verification"),
    path(_OF + "xac-minh/<int:verification_id>/hoan/", verifications.put_off, name="put_off"),
    path(_OF + "du-thao/them/", drafts.begin, name="begin"),
    path(_OF + "du-thao/<int:draft_id>/", drafts.draft, name="draft"),
    path(_OF + "du-thao/<int:draft_id>/so-sanh/", drafts.compare, name="compare"),
    path(_OF + "du-thao/<int:draft_id>/lay-lai/<int:number>/", drafts.restore, name="restore"),
    path(_OF + "du-thao/<int:draft_id>/duyet/<int:number>/", drafts.approve, name="approve"),
]
