from django.urls import path

from motcua.appraisal.views import contested, findings, sums

app_name = "appraisal"
urlpatterns = [
    path("can-bo/danh-gia/", sums.front, name="front"),
    path("can-bo/danh-gia/don-vi/<int:agency_id>/", sums.unit, name="unit"),
    path("can-bo/danh-gia/don-vi/<int:agency_id>/nguoi/<int:user_id>/", sums.official, name="official"),
    path("can-bo/danh-gia/don-vi/<int:agency_id>/ho-so/", sums.dossiers_behind, name="dossiers"),
    path("can-bo/danh-gia/don-vi/<int:agency_id>/bang.csv", sums.table, name="table"),
    path("can-bo/danh-gia/don-vi/<int:agency_id>/chi-so/<int:number>/", findings.finding, name="finding"),
    path("can-bo/danh-gia/de-nghi/", contested.listing, name="contests"),
    path("can-bo/danh-gia/de-nghi/<int:contest_id>/", contested.decide, name="decide"),
    path("can-bo/danh-gia/diem/<int:points_id>/", contested.contest, name="contest"),
]
